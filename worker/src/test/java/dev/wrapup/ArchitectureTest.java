package dev.wrapup;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.wrapup.time.SystemClock;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of the house as a whole. Whoever adds a package gives it its place here. */
class ArchitectureTest {

    /** An event walks through it from left to right and never turns back: a package knows only what stands before it. */
    private static final List<String> FROM_LEFT_TO_RIGHT = Stream.of(
                    "command",
                    "time",
                    "event",
                    "topic",
                    "config",
                    "worker.service",
                    "worker.kafka",
                    "worker.ingest",
                    "worker.genesys",
                    "worker.deliver",
                    "worker.retry",
                    "worker.ledger",
                    "worker.work",
                    "worker.deadletter",
                    "worker.diagnose",
                    "worker.status",
                    "worker.observe",
                    "worker.live",
                    "worker.trace",
                    "worker.console",
                    "worker.cli",
                    "sandbox.process",
                    "sandbox.eventbridge",
                    "sandbox.genesys",
                    "sandbox.kafka",
                    "sandbox.worker",
                    "sandbox.stage",
                    "sandbox.guarantee",
                    "sandbox.chaos",
                    "sandbox.benchmark",
                    "sandbox.experiment",
                    "sandbox.demo")
            .map(name -> "dev.wrapup." + name)
            .toList();

    private static final String MAINS = "dev\\.wrapup\\..*Main";
    private static final String RANDOMNESS = "dev.wrapup.worker.cli.SharedRandom";

    /** Which ports are free is the machine's affair, and nothing that a test could hold. */
    private static final String FREE_PORTS = "dev.wrapup.sandbox.kafka.FreePorts";

    /** A variable says what brokers are made of, to every test and demo alike. */
    private static final String BROKERS = "dev.wrapup.sandbox.kafka.Brokers";

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.wrapup");

    private static final JavaClasses OFFENDERS = new ClassFileImporter().importClasses(OffenderImpl.class);

    private static final ArchRule TIME_AND_CHANCE_ARE_HANDED_IN = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(SystemClock.class.getName())
            .and()
            .doNotHaveFullyQualifiedName(RANDOMNESS)
            .and()
            .doNotHaveFullyQualifiedName(FREE_PORTS)
            .and()
            .haveNameNotMatching(MAINS)
            .should()
            .accessTargetWhere(describe("it is the machine's time or chance", ArchitectureTest::isTimeOrChance))
            .because("everything but main is handed a clock and a source of randomness, so that tests can hold them");

    private static final ArchRule ONLY_MAIN_NAMES_THE_MACHINE = noClasses()
            .that()
            .haveNameNotMatching(MAINS)
            .and()
            .doNotHaveFullyQualifiedName(BROKERS)
            .should()
            .accessTargetWhere(describe("it is the machine's clock or environment", ArchitectureTest::isTheMachine));

    private static final ArchRule ONLY_MAIN_PRINTS = noClasses()
            .that()
            .haveNameNotMatching(MAINS)
            .should(ACCESS_STANDARD_STREAMS)
            .because("the rest logs, or writes to what it is handed");

    private static final ArchRule NAMES_SAY_SOMETHING =
            noClasses().should().haveNameMatching(".*(Utils?|Helpers?|Manager|Base|Impl|Data|Info)");

    @Test
    void everyPackageHasItsPlace() {
        assertThat(packages()).map(JavaPackage::getName).containsExactlyInAnyOrderElementsOf(FROM_LEFT_TO_RIGHT);
    }

    @Test
    void noPackageTurnsBack() {
        for (int i = 0; i + 1 < FROM_LEFT_TO_RIGHT.size(); i++) {
            noClasses()
                    .that()
                    .resideInAPackage(FROM_LEFT_TO_RIGHT.get(i))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(FROM_LEFT_TO_RIGHT
                            .subList(i + 1, FROM_LEFT_TO_RIGHT.size())
                            .toArray(String[]::new))
                    .check(HOUSE);
        }
    }

    @Test
    void noPackagesGoInCircles() {
        slices().matching("dev.wrapup.(**)").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void theSandboxKnowsTheWorkerOnlyFromOutside() {
        noClasses()
                .that()
                .resideInAPackage("dev.wrapup.sandbox..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.wrapup.worker..")
                .check(HOUSE);
    }

    @Test
    void theFrontDoorAndTheWorkerDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.wrapup.worker.genesys", "dev.wrapup.worker.deliver", "dev.wrapup.worker.work")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.wrapup.worker.ingest")
                .check(HOUSE);
    }

    @Test
    void aPassKnowsNothingOfKafkaOrHttp() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.wrapup.worker.deliver", "dev.wrapup.worker.retry")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "org.apache.hc..",
                        "java.net..",
                        "io.javalin..",
                        "io.github.resilience4j..")
                .check(HOUSE);
    }

    /** What is traced says so in words of its own. */
    @Test
    void onlyTracingKnowsOpenTelemetry() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.wrapup.worker.trace")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.opentelemetry..")
                .check(HOUSE);
    }

    /** The inspector's transport is wrapped in what knows no method but GET; the login is the tokens' own affair. */
    @Test
    void aDiagnosisHasNoWayToSendAWrapUp() {
        cannotSend("dev\\.wrapup\\.worker\\.(diagnose\\..*|genesys\\.(Inspector|Identity|Sighting|TokenCheck).*)")
                .check(HOUSE);

        assertThat(cannotSend(".*\\.OrganizationClient").evaluate(HOUSE).hasViolation())
                .isTrue();
        assertThat(cannotSend(".*\\.Questions").evaluate(HOUSE).hasViolation()).isTrue();
    }

    private static ArchRule cannotSend(String classes) {
        return noClasses()
                .that()
                .haveNameMatching(classes)
                .should()
                .dependOnClassesThat()
                .haveNameMatching("dev\\.wrapup\\.worker\\.genesys\\."
                        + "(Calls|Genesys|GenesysClients|OrganizationClient|Request)(\\$.*)?");
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(packages()).allMatch(it -> it.isAnnotatedWith(NullMarked.class), "is @NullMarked");
    }

    static Stream<ArchRule> rulesOfEveryClass() {
        return Stream.of(
                TIME_AND_CHANCE_ARE_HANDED_IN, ONLY_MAIN_NAMES_THE_MACHINE, NAMES_SAY_SOMETHING, ONLY_MAIN_PRINTS);
    }

    @ParameterizedTest
    @MethodSource("rulesOfEveryClass")
    void everyClassKeepsTheRule(ArchRule rule) {
        rule.check(HOUSE);
    }

    @ParameterizedTest
    @MethodSource("rulesOfEveryClass")
    void theRuleCanBeBroken(ArchRule rule) {
        assertThat(rule.evaluate(OFFENDERS).hasViolation()).isTrue();
    }

    @Test
    void everyWayToTheMachinesTimeAndChanceIsFound() {
        assertThat(TIME_AND_CHANCE_ARE_HANDED_IN
                        .evaluate(OFFENDERS)
                        .getFailureReport()
                        .getDetails())
                .hasSize(OffenderImpl.WAYS);
    }

    private static List<JavaPackage> packages() {
        return HOUSE.stream().map(found -> found.getPackage()).distinct().toList();
    }

    private static boolean isTimeOrChance(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getName();
        return switch (owner) {
            case "java.lang.System" -> name.equals("currentTimeMillis") || name.equals("nanoTime");
            case "java.lang.Thread" -> name.equals("sleep");
            case "java.lang.Math" -> name.equals("random");
            case "java.time.Clock" -> name.startsWith("system") || name.startsWith("tick");
            case "java.util.concurrent.TimeUnit" -> name.equals("sleep");
            case "java.util.concurrent.ThreadLocalRandom" -> true;
            case "java.util.random.RandomGenerator", "java.util.random.RandomGeneratorFactory" ->
                access.getTarget().getFullName().matches(".*\\.(getDefault|of|create)\\(.*");
            case "java.util.Random", "java.util.SplittableRandom", "java.security.SecureRandom", "java.util.Date" ->
                access.getTarget().getFullName().endsWith("<init>()"); // with a seed it is handed in
            default -> owner.startsWith("java.time.") && name.equals("now");
        };
    }

    private static boolean isTheMachine(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        return owner.equals(SystemClock.class.getName())
                || (owner.equals("java.lang.System") && access.getName().equals("getenv"));
    }

    /** Does everything that one must not. */
    @SuppressWarnings({"unused", "JavaUtilDate", "TimeInStaticInitializer"})
    private static final class OffenderImpl {

        static final int WAYS = 15;

        /** The sleeps are named, and never called. */
        interface Sleep {
            void sleep(long time) throws InterruptedException;
        }

        Object offends() {
            System.out.println(System.getenv("HOME"));
            Sleep thread = Thread::sleep;
            Sleep unit = TimeUnit.SECONDS::sleep;
            Supplier<Instant> now = Instant::now;
            return List.of(
                    thread,
                    unit,
                    now,
                    System.currentTimeMillis(),
                    System.nanoTime(),
                    Clock.systemUTC(),
                    LocalDate.now(ZoneOffset.UTC),
                    ZonedDateTime.now(ZoneOffset.UTC),
                    Math.random(),
                    ThreadLocalRandom.current(),
                    new Random(),
                    new SplittableRandom(),
                    RandomGenerator.getDefault(),
                    RandomGenerator.of("L64X128MixRandom"),
                    new Date());
        }
    }
}

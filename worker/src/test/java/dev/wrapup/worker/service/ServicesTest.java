package dev.wrapup.worker.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServicesTest {

    private final List<String> log = new ArrayList<>();

    @Test
    void whatWasStartedLastStopsFirst() {
        Services services = new Services(List.of(service("a"), service("b"), service("c")));

        services.start();
        services.stop();

        assertThat(log).containsExactly("+a", "+b", "+c", "-c", "-b", "-a");
    }

    @Test
    void theyRunFromTheEndOfTheStartToTheBeginningOfTheStop() {
        List<Boolean> running = new ArrayList<>();
        List<Services> all = new ArrayList<>();
        Services services = new Services(List.of(new Service() {
            @Override
            public void start() {
                running.add(all.getFirst().areRunning());
            }

            @Override
            public void stop() {
                running.add(all.getFirst().areRunning());
            }
        }));
        all.add(services);

        services.start();
        running.add(services.areRunning());
        services.stop();

        assertThat(running).containsExactly(false, true, false);
    }

    @Test
    void stoppingTwiceStopsOnce() {
        Services services = new Services(List.of(service("a")));

        services.start();
        services.stop();
        services.stop();

        assertThat(log).containsExactly("+a", "-a");
    }

    @Test
    void stoppingIsFineWithoutAStart() {
        new Services(List.of(service("a"))).stop();

        assertThat(log).isEmpty();
    }

    @Test
    void whenOneFailsToStartItAndThoseBeforeItAreStopped() {
        Services services = new Services(List.of(service("a"), failing("b", true, false), service("c")));

        assertThatExceptionOfType(Failure.class).isThrownBy(services::start).withMessage("+b");
        assertThat(log).containsExactly("+a", "+b", "-b", "-a");

        services.stop();
        assertThat(log).hasSize(4);
    }

    @Test
    void whenThatFailsTooBothFailuresAreTold() {
        Services services = new Services(List.of(failing("a", false, true), failing("b", true, false)));

        assertThatExceptionOfType(Failure.class)
                .isThrownBy(services::start)
                .withMessage("+b")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .satisfies(stopping -> assertThat(stopping.getSuppressed())
                                .extracting(Throwable::getMessage)
                                .containsExactly("-a")));
    }

    @Test
    void aFailureToStopStopsNoneOfTheOthersAndNoneIsLost() {
        Services services =
                new Services(List.of(service("a"), failing("b", false, true), service("c"), failing("d", false, true)));
        services.start();
        log.clear();

        assertThatIllegalStateException()
                .isThrownBy(services::stop)
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .containsExactly("-d", "-b"));
        assertThat(log).containsExactly("-d", "-c", "-b", "-a");
    }

    @Test
    void theyCanStartAgain() {
        Services services = new Services(List.of(service("a")));

        services.start();
        services.stop();
        services.start();
        services.stop();

        assertThat(log).containsExactly("+a", "-a", "+a", "-a");
    }

    private Service service(String name) {
        return failing(name, false, false);
    }

    private Service failing(String name, boolean atStart, boolean atStop) {
        return new Service() {
            @Override
            public void start() {
                note("+" + name, atStart);
            }

            @Override
            public void stop() {
                note("-" + name, atStop);
            }
        };
    }

    private void note(String step, boolean fails) {
        log.add(step);
        if (fails) {
            throw new Failure(step);
        }
    }

    private static final class Failure extends RuntimeException {

        private static final long serialVersionUID = 1;

        Failure(String message) {
            super(message);
        }
    }
}

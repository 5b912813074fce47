package dev.wrapup.worker.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.event.Closure;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import dev.wrapup.worker.Samples;
import dev.wrapup.worker.genesys.Answer;
import dev.wrapup.worker.genesys.Genesys;
import dev.wrapup.worker.genesys.Reply;
import dev.wrapup.worker.genesys.Urgency;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotFoundCountTest {

    private static final Answer FOUND = new Answer.Found(true, false);
    private static final Answer NOT_FOUND = new Answer.NotFound();
    private static final Waiting NONE = duration -> {};

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final NotFoundCount count = new NotFoundCount(
            registry, List.of(Samples.organization(Samples.ACME), Samples.organization(Samples.GLOBEX)));

    @Test
    void everyOrganizationAndCauseIsThereBeforeTheFirst404() {
        assertThat(registry.find("wrapup.not.found").counters()).hasSize(6).allMatch(counter -> counter.count() == 0);
    }

    @Test
    void a404OfTheWrapUpIsTheRaceOnceThePassHasSeenTheConversation() throws Exception {
        Genesys pass = pass(FOUND, NOT_FOUND);

        pass.conversation(Samples.closure(), Urgency.FRESH, NONE);
        pass.sendWrapUp(Samples.closure(), Urgency.FRESH, NONE);
        pass.sendWrapUp(Samples.closure(), Urgency.FRESH, NONE);

        assertThat(counted("race")).isEqualTo(2);
        assertThat(counted("unverified")).isZero();
        assertThat(counted("not_in_organization")).isZero();
    }

    @Test
    void withoutHavingAskedNobodyKnows() throws Exception {
        pass(FOUND, NOT_FOUND).conversation(Samples.closure(), Urgency.FRESH, NONE);

        pass(FOUND, NOT_FOUND).sendWrapUp(Samples.closure(), Urgency.FRESH, NONE);

        assertThat(counted("unverified"))
                .as("another pass's knowledge is not this one's")
                .isEqualTo(1);
        assertThat(counted("race")).isZero();
    }

    @Test
    void a404OfTheConversationIsNotInTheOrganization() throws Exception {
        pass(NOT_FOUND, NOT_FOUND).conversation(Samples.closure(), Urgency.FRESH, NONE);

        assertThat(counted("not_in_organization")).isEqualTo(1);
    }

    @Test
    void nothingElseIsCountedAndEveryReplyIsPassedOn() throws Exception {
        Genesys pass = pass(FOUND, new Answer.Accepted());

        assertThat(pass.conversation(Samples.closure(), Urgency.FRESH, NONE).answer())
                .isEqualTo(FOUND);
        assertThat(pass.sendWrapUp(Samples.closure(), Urgency.FRESH, NONE).answer())
                .isEqualTo(new Answer.Accepted());

        assertThat(registry.find("wrapup.not.found").counters()).allMatch(counter -> counter.count() == 0);
    }

    @Test
    void anOrganizationThatIsNotConfiguredHasNoLabel() {
        Genesys genesys = scripted(FOUND, NOT_FOUND);

        assertThat(count.ofOnePass(new OrganizationId("00000000-0000-4000-8000-000000000001"), genesys))
                .isSameAs(genesys);
    }

    private Genesys pass(Answer ofConversation, Answer ofWrapUp) {
        return count.ofOnePass(Samples.ACME, scripted(ofConversation, ofWrapUp));
    }

    private double counted(String cause) {
        return registry.get("wrapup.not.found")
                .tag("org", "acme")
                .tag("cause", cause)
                .counter()
                .count();
    }

    private static Genesys scripted(Answer ofConversation, Answer ofWrapUp) {
        return new Genesys() {
            @Override
            public Reply conversation(Closure closure, Urgency urgency, Waiting waiting) throws StoppedException {
                return new Reply(ofConversation, 1, null);
            }

            @Override
            public Reply sendWrapUp(Closure closure, Urgency urgency, Waiting waiting) throws StoppedException {
                return new Reply(ofWrapUp, 1, null);
            }
        };
    }
}

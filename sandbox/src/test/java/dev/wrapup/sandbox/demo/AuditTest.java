package dev.wrapup.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.event.ConversationId;
import org.junit.jupiter.api.Test;

class AuditTest {

    private final Sample sample = new Sample();

    @Test
    void aTrueLedgerIsNotObjectedTo() {
        ConversationId twice = sample.delivered(1);
        sample.event(2, twice);
        sample.entry(2, twice, "DELIVERED");
        sample.dead(3);

        assertThat(sample.disagreements()).isEmpty();
    }

    @Test
    void anEventWithoutItsEntryIsFound() {
        ConversationId twice = sample.delivered(1);
        sample.event(2, twice);

        assertThat(sample.disagreements())
                .containsExactly("1 × accepted event without a final ledger entry, such as " + Sample.place(2));
    }

    @Test
    void anEventWithTwoEntriesIsFound() {
        ConversationId id = sample.delivered(1);
        sample.entry(1, id, "DELIVERED");

        assertThat(sample.disagreements())
                .containsExactly("1 × accepted event with several final ledger entries, such as " + Sample.place(1));
    }

    @Test
    void anEntryOfNoEventIsFound() {
        ConversationId id = sample.delivered(1);
        sample.entry(9, id, "DELIVERED");

        assertThat(sample.disagreements()).singleElement().asString().contains("ledger entry of no accepted event");
    }

    @Test
    void aClosureThatNeverCameInIsFound() {
        sample.delivered(1);
        sample.closed(2, 0);

        assertThat(sample.disagreements()).containsExactly("2 conversations closed, but the ledger knows the end of 1");
    }

    @Test
    void aDeliveryThatNeverWasIsFound() {
        ConversationId id = sample.closed(1, 0);
        sample.event(1, id);
        sample.entry(1, id, "DELIVERED");

        assertThat(sample.disagreements())
                .containsExactly("1 × conversation DELIVERED by the ledger, but not in truth, such as " + id);
    }

    @Test
    void aDeliveryThatIsNotBookedIsFound() {
        ConversationId id = sample.closed(1, 1);
        sample.event(1, id);
        sample.deadLetter(1, id);
        sample.entry(1, id, "DEAD");

        assertThat(sample.disagreements())
                .contains("1 × conversation wrapped up in truth, but not DELIVERED by the ledger, such as " + id);
    }

    @Test
    void aDeadLetterThatIsOnlyBookedIsFound() {
        ConversationId id = sample.closed(1, 0);
        sample.event(1, id);
        sample.entry(1, id, "DEAD");

        assertThat(sample.disagreements())
                .containsExactly("1 × conversation DEAD by the ledger, but no dead letter, such as " + id);
    }

    @Test
    void aDeadLetterWhoseDuplicateWasDeliveredIsNoContradiction() {
        ConversationId id = sample.delivered(1);
        sample.event(2, id);
        sample.deadLetter(2, id);
        sample.entry(2, id, "DEAD");

        assertThat(sample.disagreements()).isEmpty();
    }

    @Test
    void anEntryInAnotherOrganizationsNameIsFound() {
        ConversationId id = sample.closed(1, 1);
        sample.event(1, id);
        sample.entry(1, Sample.OTHER_ORG, id, "DELIVERED");

        assertThat(sample.disagreements())
                .singleElement()
                .asString()
                .contains("ledger entry in another organization's name");
    }

    @Test
    void booksAreSettledOnceEachEventHasItsEntryInWhateverOrderTheyAreRead() {
        ConversationId id = sample.closed(1, 1);

        sample.entry(1, id, "DELIVERED");
        sample.event(1, id);
        assertThat(sample.books.isSettled()).isTrue();

        sample.event(2, id);
        assertThat(sample.books.isSettled()).isFalse();
    }
}

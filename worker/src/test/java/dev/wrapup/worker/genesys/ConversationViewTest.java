package dev.wrapup.worker.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.worker.Samples;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationViewTest {

    private static final Optional<String> CODE = Optional.of(Samples.WRAP_UP_CODE);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'endTime': '2026-11-03T08:59:00Z' | true",
                "'endTime': null                   | false",
                "'state': 'disconnected'           | false", // a field that never has a value on the platform
                "'participants': [{'purpose': 'customer', 'endTime': '2026-11-03T08:59:00Z'}] | false",
            })
    void aConversationHasEndedWhenItSaysSoAtTheTop(String fields, boolean ended) {
        assertThat(read(fields, CODE)).contains(new Answer.Found(ended, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "agent    | {'code': 'CODE'}                  | true",
                "user     | {'code': 'CODE', 'notes': 'x'}    | true",
                "customer | {'code': 'CODE'}                  | false",
                "acd      | {'code': 'CODE'}                  | false",
                "ivr      | {'code': 'CODE'}                  | false",
                "agent    | {'code': 'another'}               | false",
                "agent    | {'notes': 'CODE'}                 | false",
                "agent    | {'code': null}                    | false",
                "agent    | {'code': {'code': 'CODE'}}        | false",
                "agent    | ['CODE']                          | false",
                "agent    | 'CODE'                            | false",
                "agent    | null                              | false",
            })
    void onlyThatCodeOnAnAgentOrUserIsTheWrapUp(String purpose, String wrapUp, boolean wrappedUp) {
        String participants = "'participants': [{'purpose': '%s', 'wrapup': %s}]"
                .formatted(purpose, wrapUp.replace("CODE", Samples.WRAP_UP_CODE));

        assertThat(read(participants, CODE)).map(Answer.Found::wrappedUp).contains(wrappedUp);
    }

    @Test
    void oneOfManyParticipantsIsEnough() {
        String participants = "'participants': [null, 7, {}, {'purpose': 'agent'},"
                + " {'purpose': 'agent', 'wrapup': {'code': 'another'}},"
                + " {'purpose': 'agent', 'wrapup': {'code': '" + Samples.WRAP_UP_CODE.toUpperCase(Locale.ROOT) + "'}}]";

        assertThat(read(participants, CODE)).map(Answer.Found::wrappedUp).contains(true);
    }

    @Test
    void withoutACodeToLookForAnyWrapUpCounts() {
        String another = "'participants': [{'purpose': 'agent', 'wrapup': {'code': 'another'}}]";

        assertThat(read(another, Optional.empty())).map(Answer.Found::wrappedUp).contains(true);
        assertThat(read("'participants': [{'purpose': 'agent'}]", Optional.empty()))
                .map(Answer.Found::wrappedUp)
                .contains(false);
    }

    @Test
    void theIdMayBeSpelledInCapitals() {
        String body = "{'id': '" + Samples.CONVERSATION.value().toUpperCase(Locale.ROOT) + "'}";

        assertThat(ConversationView.read(Samples.json(body), Samples.CONVERSATION, CODE))
                .contains(new Answer.Found(false, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'id': null}",
                "{'id': 7}",
                "{'id': 'b7a3b1c2-55c8-4b3d-9c26-1e0b6a4d7f10', 'endTime': '2026-11-03T08:59:00Z'}",
            })
    void anotherConversationIsNone(String body) {
        assertThat(ConversationView.read(Samples.json(body), Samples.CONVERSATION, CODE))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'participants': null", "'participants': 'agent'", "'participants': {}", "'x': 1"})
    void aConversationWithoutParticipantsIsNotWrappedUp(String fields) {
        assertThat(read(fields, Optional.empty())).contains(new Answer.Found(false, false));
    }

    private static Optional<Answer.Found> read(String fields, Optional<String> code) {
        String body = "{'id': '" + Samples.CONVERSATION + "', " + fields + "}";
        return ConversationView.read(Samples.json(body), Samples.CONVERSATION, code);
    }
}

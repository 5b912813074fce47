package dev.wrapup.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    private static final String LOWER = "32aa07aa-db1b-4987-abd0-9483601ec29d";
    private static final String UPPER = "32AA07AA-DB1B-4987-ABD0-9483601EC29D";

    @Test
    void twoSpellingsAreOneId() {
        assertThat(new OrganizationId(UPPER))
                .isEqualTo(new OrganizationId(LOWER))
                .hasToString(LOWER);
        assertThat(ConversationId.parse(UPPER)).contains(new ConversationId(LOWER));
        assertThat(new ConversationId(UPPER)).hasToString(LOWER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "acme",
                "1-1-1-1-1", // java.util.UUID would take it
                "32aa07aadb1b4987abd09483601ec29d",
                "{32aa07aa-db1b-4987-abd0-9483601ec29d}",
                " 32aa07aa-db1b-4987-abd0-9483601ec29d",
                "32aa07aa-db1b-4987-abd0-9483601ec29d\n",
                "32aa07aa-db1b-4987-abd0-9483601ec29d\r\nX-Evil: 1",
                "32aa07aa-db1b-4987-abd0-9483601ec29d/../users",
                "32aa07aa-db1b-4987-abd0-9483601ec29g",
                "３2aa07aa-db1b-4987-abd0-9483601ec29d", // a full-width digit
            })
    void nothingElseIsAnId(String text) {
        assertThat(OrganizationId.parse(text)).isEmpty();
        assertThat(ConversationId.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new OrganizationId(text));
        assertThatIllegalArgumentException().isThrownBy(() -> new ConversationId(text));
    }
}

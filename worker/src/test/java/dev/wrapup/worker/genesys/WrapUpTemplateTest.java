package dev.wrapup.worker.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.event.Closure;
import dev.wrapup.worker.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class WrapUpTemplateTest {

    @Test
    void everyPlaceholderIsFilledWhereverATextStands() {
        String rendered = render(
                "{'code': 'c', 'notes': 'o={organizationId} c={conversationId}', 'nested': {'list': ['{interactionId}',"
                        + " {'event': '{eventId}'}, '{closedAt}', 7, true, null]}}",
                Samples.closure());

        assertThat(json(rendered))
                .isEqualTo(json(("{'code': 'c', 'notes': 'o=ORG c=CONV', 'nested': {'list': ['CONV',"
                                + " {'event': 'event-1'}, '2026-11-03T09:00:00Z', 7, true, null]}}")
                        .replace("ORG", Samples.ACME.value())
                        .replace("CONV", Samples.CONVERSATION.value())
                        .replace('\'', '"')));
    }

    @Test
    void whatTheClosureDoesNotTellIsEmpty() {
        Closure silent = new Closure(Samples.ACME, Samples.CONVERSATION, null, "type", null);

        assertThat(render("{'notes': '<{eventId}{closedAt}>'}", silent)).isEqualTo("{\"notes\":\"<>\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\", \"code\": \"stolen",
                "\\",
                "\n\r\t\u0000\u2028",
                "$1 \\1 ${code}",
                "{conversationId}",
                "\ud800",
                "}]'\"",
            })
    void noValueCanChangeWhatTheBodyIs(String eventId) {
        Closure closure = new Closure(Samples.ACME, Samples.CONVERSATION, null, "type", eventId);

        JsonNode rendered = json(render("{'code': 'c', 'notes': '<{eventId}>'}", closure));

        assertThat(rendered.propertyNames()).containsExactly("code", "notes");
        assertThat(rendered.path("code").asString()).isEqualTo("c");
        assertThat(rendered.path("notes").asString()).isEqualTo("<" + eventId + ">");
    }

    @Test
    void namesAndUnknownPlaceholdersStayAsTheyAre() {
        assertThat(render("{'{eventId}': '{unknown} { eventId} {}'}", Samples.closure()))
                .isEqualTo("{\"{eventId}\":\"{unknown} { eventId} {}\"}");
    }

    @Test
    void renderingLeavesTheTemplateAlone() {
        ObjectNode source = Samples.json("{'notes': '{eventId}'}");
        WrapUpTemplate template = new WrapUpTemplate(source);

        assertThat(template.render(Samples.closure())).isEqualTo(template.render(Samples.closure()));
        assertThat(source).isEqualTo(Samples.json("{'notes': '{eventId}'}"));
    }

    @Test
    void theCodeIsKnownWhereItDoesNotDependOnTheClosure() {
        assertThat(new WrapUpTemplate(Samples.json("{'code': 'c'}")).code()).contains("c");
        assertThat(new WrapUpTemplate(Samples.json("{'code': 'c-{eventId}'}")).code())
                .isEmpty();
        assertThat(new WrapUpTemplate(Samples.json("{'code': 7}")).code()).isEmpty();
        assertThat(new WrapUpTemplate(Samples.json("{}")).code()).isEmpty();
        assertThat(new WrapUpTemplate(Samples.json("{}")).render(Samples.closure()))
                .isEqualTo("{}");
    }

    private static String render(String template, Closure closure) {
        return new WrapUpTemplate(Samples.json(template)).render(closure);
    }

    private static JsonNode json(String text) {
        return new JsonMapper().readTree(text);
    }
}

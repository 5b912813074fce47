package dev.wrapup.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventDecoderTest {

    private static final String CUSTOMER_END = "v2.detail.events.conversation.{id}.customer.end";
    private static final String ORGANIZATION = "32aa07aa-db1b-4987-abd0-9483601ec29d";
    private static final String CONVERSATION = "2f7bf00a-0fc2-4d6a-9b56-92238191433e";
    private static final String CLOSURE = """
            {"id": "e1", "detail-type": "v2.detail.events.conversation.{id}.customer.end",
             "source": "aws.partner/genesys.com/cloud/32aa07aa-db1b-4987-abd0-9483601ec29d/bus",
             "time": "2022-06-14T16:12:11Z",
             "detail": {"eventBody": {"eventTime": 1649237504949,
                                      "conversationId": "2f7bf00a-0fc2-4d6a-9b56-92238191433e"}}}
            """;

    private final EventDecoder decoder = new EventDecoder(Set.of(CUSTOMER_END));

    @ParameterizedTest
    @ValueSource(strings = {"conversation-end-event", "conversation-end-event-no-external-contact-id"})
    void thePublishedEndEventsAreClosures(String sample) throws Exception {
        assertThat(decoder.decode(sample(sample)))
                .isEqualTo(new Closure(
                        new OrganizationId(ORGANIZATION),
                        new ConversationId(CONVERSATION),
                        Instant.ofEpochMilli(1649237504949L),
                        CUSTOMER_END,
                        "58fb5dac-f077-4eec-a25f-c638dbdd4368"));
    }

    @Test
    void thePublishedOtherEventsAreOthers() throws Exception {
        assertThat(decoder.decode(sample("conversation-start-event")))
                .isEqualTo(new Event.Other("v2.detail.events.conversation.{id}.customer.start"));
        assertThat(decoder.decode(sample("non-conversation-event")))
                .isEqualTo(new Event.Other("v2.something.but.conversation.{id}.customer.start"));
    }

    @Test
    void whichDetailTypesCloseIsTheCallersChoice() throws Exception {
        EventDecoder startsClose = new EventDecoder(Set.of("v2.detail.events.conversation.{id}.customer.start"));

        assertThat(startsClose.decode(sample("conversation-start-event"))).isInstanceOf(Closure.class);
        assertThat(startsClose.decode(sample("conversation-end-event"))).isEqualTo(new Event.Other(CUSTOMER_END));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1649237504949                       | 2022-04-06T09:31:44.949Z",
                "0                                   | 1970-01-01T00:00:00Z",
                "\"2022-04-06T09:31:44.949Z\"        | 2022-04-06T09:31:44.949Z",
                "\"2022-04-06T09:31:44Z\"            | 2022-04-06T09:31:44Z",
                "\"2022-04-06T09:31Z\"               | 2022-04-06T09:31:00Z",
                "\"2022-04-06T09:31:44.949123456Z\"  | 2022-04-06T09:31:44.949123456Z",
                "\"2022-04-06T11:31:44+02:00\"       | 2022-04-06T09:31:44Z",
            })
    void theEventTimeHasTwoFormats(String eventTime, Instant expected) throws Exception {
        assertThat(closure(CLOSURE.replace("1649237504949", eventTime)).closedAt())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "\"\"",
                "\"yesterday\"",
                "\"1649237504949\"",
                "\"2022-04-06T09:31:44\"",
                "\"2022-02-30T00:00:00Z\"",
                "1649237504949.5",
                "1e400",
                "99999999999999999999999999",
                "true",
                "[1649237504949]",
                "{\"$date\": 1}",
            })
    void aTimeThatCannotBeReadIsNotThere(String eventTime) throws Exception {
        String json = CLOSURE.replace("1649237504949", eventTime);

        assertThat(closure(json).closedAt()).isEqualTo(Instant.parse("2022-06-14T16:12:11Z"));
        assertThat(closure(json.replace("\"2022-06-14T16:12:11Z\"", eventTime)).closedAt())
                .isNull();
    }

    @Test
    void anEventIdThatIsNoneIsNotThere() throws Exception {
        for (String id : List.of("null", "7", "\"\"", "\"a b\"", "\"a\\n\"", "\"大\"", "\"" + "x".repeat(129) + "\"")) {
            assertThat(closure(CLOSURE.replace("\"e1\"", id)).eventId()).as(id).isNull();
        }
        assertThat(closure(CLOSURE.replace("e1", "x".repeat(128))).eventId()).hasSize(128);
    }

    @Test
    void idsAreLowerCasedAndTheSourceMayLackItsSuffix() throws Exception {
        String upper = CLOSURE.replace(ORGANIZATION + "/bus", "32AA07AA-DB1B-4987-ABD0-9483601EC29D")
                .replace(CONVERSATION, "2F7BF00A-0FC2-4D6A-9B56-92238191433E");

        assertThat(closure(upper)).isEqualTo(closure(CLOSURE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws.partner/genesys.com/cloud/32aa07aa-db1b-4987-abd0-9483601ec29d",
                "aws.partner/genesys.com/cloud/32aa07aa-db1b-4987-abd0-9483601ec29d/",
                "aws.partner/genesys.com.test/cloud/32aa07aa-db1b-4987-abd0-9483601ec29d/a/b",
            })
    void theOrganizationIsTheSegmentAfterCloud(String source) throws Exception {
        assertThat(closure(withSource(source)).organization()).isEqualTo(new OrganizationId(ORGANIZATION));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "aws.ec2",
                "aws.partner/genesys.com/cloud/",
                "aws.partner/genesys.com/cloud/acme/bus",
                "aws.partner/genesys.com/cloud//32aa07aa-db1b-4987-abd0-9483601ec29d",
                "aws.partner/evil.com/cloud/32aa07aa-db1b-4987-abd0-9483601ec29d/bus",
                "x/aws.partner/genesys.com/cloud/32aa07aa-db1b-4987-abd0-9483601ec29d/bus",
            })
    void aClosureWithoutAnOrganizationIsMalformed(String source) {
        assertMalformed(withSource(source), "no organization");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "5", "true", "\"\"", "\"acme\"", "[]", "{}", "\"../users\""})
    void aClosureWithoutAConversationIsMalformed(String conversation) {
        assertMalformed(CLOSURE.replace('"' + CONVERSATION + '"', conversation), "no conversation");
    }

    @Test
    void aClosureWithoutABodyIsMalformed() {
        assertMalformed(CLOSURE.replace("eventBody", "body"), "no conversation");
    }

    @Test
    void unknownFieldsAreTolerated() throws Exception {
        String more = CLOSURE.replace("{\"eventTime\"", "{\"new\": [{\"a\": null}], \"eventTime\"")
                .replace("{\"id\"", "{\"replay-name\": 1e999, \"id\"");

        assertThat(closure(more)).isEqualTo(closure(CLOSURE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "5", "{}"})
    void anEventIdThatIsNoTextIsNotThere(String id) throws Exception {
        assertThat(closure(CLOSURE.replace("\"e1\"", id)).eventId()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "5", "[]", "{}"})
    void anEnvelopeHasTextsAndADetail(String wrong) {
        assertMalformed(CLOSURE.replace('"' + CUSTOMER_END + '"', wrong), "not an EventBridge envelope");
        assertMalformed(CLOSURE.replaceFirst("\"aws[^\"]*\"", wrong), "not an EventBridge envelope");
        assertMalformed(
                CLOSURE.replaceFirst("(?s)\\{\"eventBody.*", wrong.equals("{}") ? "[]}" : wrong + "}"),
                "not an EventBridge envelope");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "[]", "\"text\"", "5", "null", "true"})
    void whatIsNoObjectIsMalformed(String json) {
        assertMalformed(json, "not an EventBridge envelope: not a JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"a\":}", "{'a': 1}", "hello", "<xml/>", "{} {}", "{} x", "\u0000"})
    void whatIsNoJsonIsMalformed(String json) {
        assertMalformed(json, "not JSON: ");
    }

    @Test
    void bombsAreMalformed() {
        assertMalformed("[".repeat(1_000_000), "not JSON: ");
        assertMalformed("{\"a\":".repeat(1_000_000), "not JSON: ");
        assertMalformed(CLOSURE.replace("1649237504949", "9".repeat(100_000)), "not JSON: ");
    }

    @Test
    void invalidUtf8IsMalformed() {
        byte[] bytes = CLOSURE.getBytes(UTF_8);
        bytes[CLOSURE.indexOf("e1")] = (byte) 0xFF;

        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> decoder.decode(bytes))
                .withMessageStartingWith("not JSON: ");
    }

    @Test
    void anyBytesAreAnEventOrMalformed() {
        long seed = new Random().nextLong();
        System.out.println("seed of any bytes: " + seed);
        Random random = new Random(seed);
        byte[] closure = CLOSURE.getBytes(UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = i % 2 == 0 ? closure.clone() : new byte[random.nextInt(40)];
            int changes = i % 2 == 0 ? 1 + random.nextInt(4) : bytes.length;
            for (int change = 0; change < changes; change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(random.nextBoolean() ? 256 : 2);
            }
            try {
                assertThat(decoder.decode(bytes)).isNotNull();
            } catch (MalformedEventException e) {
                assertThat(e).hasMessageNotContainingAny("\n", "\r");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + i, e);
            }
        }
    }

    private Closure closure(String json) throws MalformedEventException {
        return (Closure) decoder.decode(json.getBytes(UTF_8));
    }

    private void assertMalformed(String json, String message) {
        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> decoder.decode(json.getBytes(UTF_8)))
                .withMessageStartingWith(message);
    }

    private static String withSource(String source) {
        return CLOSURE.replace("aws.partner/genesys.com/cloud/" + ORGANIZATION + "/bus", source);
    }

    private static byte[] sample(String name) throws IOException {
        try (var resource =
                EventDecoderTest.class.getResourceAsStream("/genesys-events/aws-event-bridge-" + name + ".json")) {
            return resource.readAllBytes();
        }
    }
}

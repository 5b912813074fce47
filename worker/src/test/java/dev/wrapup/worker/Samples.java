package dev.wrapup.worker;

import dev.wrapup.config.Credentials;
import dev.wrapup.config.Organization;
import dev.wrapup.config.Platform;
import dev.wrapup.config.Secret;
import dev.wrapup.event.Closure;
import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.topic.Effort;
import dev.wrapup.topic.Trail;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What most tests start from: two organizations, a closure of the first, and its trail. */
public final class Samples {

    public static final OrganizationId ACME = new OrganizationId("32aa07aa-db1b-4987-abd0-9483601ec29d");
    public static final OrganizationId GLOBEX = new OrganizationId("b7a3b1c2-55c8-4b3d-9c26-1e0b6a4d7f10");
    public static final ConversationId CONVERSATION = new ConversationId("2f7bf00a-0fc2-4d6a-9b56-92238191433e");
    public static final String WRAP_UP_CODE = "7fb334b0-0e9e-11e4-9191-0800200c9a66";
    public static final String CLIENT_SECRET = "client-s3cr3t";

    private Samples() {}

    /** An organization whose API and login service are at that URL. */
    public static Organization organization(OrganizationId id, URI url, Duration timeout) {
        return new Organization(
                id,
                id.equals(ACME) ? "acme" : "globex",
                new Credentials("appfoundry", "client-id", new Secret(CLIENT_SECRET), 300),
                new Platform(
                        url,
                        url,
                        "X-Genesys-Organization-Id",
                        "/api/v2/conversations/{conversationId}",
                        "/api/v2/integrations/scripting/interactions/{interactionId}/wrapup",
                        timeout,
                        timeout),
                64,
                json("{'code': '" + WRAP_UP_CODE + "', 'notes': 'by script'}"));
    }

    /** The organization, at a platform that nobody is asked at. */
    public static Organization organization(OrganizationId id) {
        return organization(id, URI.create("https://platform.test"), Duration.ofSeconds(5));
    }

    /** The same with so many passes at once at most. */
    public static Organization narrow(OrganizationId id, int maxInFlight) {
        Organization wide = organization(id);
        return new Organization(id, wide.name(), wide.credentials(), wide.platform(), maxInFlight, wide.wrapUp());
    }

    /** A closure of {@link #ACME}. */
    public static Closure closure() {
        return closure(CONVERSATION, ManualClock.START);
    }

    /** A closure of {@link #ACME}. */
    public static Closure closure(ConversationId conversation, Instant closedAt) {
        return new Closure(ACME, conversation, closedAt, "v2.detail.events.conversation.{id}.customer.end", "event-1");
    }

    /** What is known of a record that just arrived. */
    public static Trail trail() {
        return new Trail("wrapup.closures-3@42", ManualClock.START, Effort.NONE, false, null, null);
    }

    /** A conversation that nobody has had before. */
    public static ConversationId conversation(RandomGenerator random) {
        long low = random.nextLong() & 0xffff_ffff_ffffL;
        return new ConversationId("%08x-0000-4000-8000-%012x".formatted(random.nextInt(), low));
    }

    /** JSON in single quotes. */
    public static ObjectNode json(String text) {
        return (ObjectNode) new JsonMapper().readTree(text.replace('\'', '"'));
    }
}

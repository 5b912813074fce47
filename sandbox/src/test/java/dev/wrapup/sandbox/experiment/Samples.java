package dev.wrapup.sandbox.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.eventbridge.ApiDestination;
import dev.wrapup.sandbox.genesys.Call;
import dev.wrapup.sandbox.genesys.Consumption;
import dev.wrapup.sandbox.genesys.History;
import dev.wrapup.sandbox.genesys.SimulatedOrganization;
import dev.wrapup.sandbox.genesys.Testimony;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** What a platform might tell. Times are seconds after {@link #START}. */
final class Samples {

    static final Instant START = Instant.parse("2026-01-15T10:00:00Z");
    static final OrganizationId ONE = SimulatedOrganization.wellKnown(1).id();
    static final OrganizationId TWO = SimulatedOrganization.wellKnown(2).id();

    private Samples() {}

    static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1e3));
    }

    /** Closed a minute before the start; delivered at these, in order. */
    static History closed(OrganizationId organization, double ready, double... delivered) {
        List<History.WrapUp> wrapUps = Arrays.stream(delivered)
                .mapToObj(seconds -> new History.WrapUp(at(seconds), organization, "{}"))
                .toList();
        List<History.Request> requests = wrapUps.stream()
                .map(wrapUp -> request(wrapUp.acceptedAt(), 202))
                .toList();
        return history(organization, ready, wrapUps, requests);
    }

    static History history(
            OrganizationId organization, double ready, List<History.WrapUp> wrapUps, List<History.Request> requests) {
        ConversationId id = new ConversationId(
                UUID.nameUUIDFromBytes((organization.value() + ready + wrapUps + requests).getBytes(UTF_8))
                        .toString());
        return new History(organization, id, at(-60), at(ready), null, wrapUps, requests);
    }

    static History.Request request(Instant at, int status) {
        return new History.Request(at, Call.SEND, "client", null, "wrapup (one)", status, false);
    }

    static Testimony testimony(Consumption client, History... histories) {
        return new Testimony(List.of(histories), List.of(), new ApiDestination.Counts(0, 0, 0, 0), 0, List.of(client));
    }

    static Testimony testimony(History... histories) {
        return testimony(new Consumption("client", 0, 0, null, null), histories);
    }
}

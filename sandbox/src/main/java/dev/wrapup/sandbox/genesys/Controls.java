package dev.wrapup.sandbox.genesys;

import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.eventbridge.ApiDestination;
import dev.wrapup.sandbox.eventbridge.Destination;
import dev.wrapup.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes commands from another process. Thread-safe. */
final class Controls {

    private final SimulatedGenesys genesys;
    private final Clock clock;
    private @Nullable Emitter emitter;

    Controls(SimulatedGenesys genesys, Clock clock) {
        this.genesys = genesys;
        this.clock = clock;
    }

    /** Empty where there is no such page. Blocks until the command is carried out. */
    Optional<Answer> answer(String method, String path, String body) throws InterruptedException {
        if (method.equals("POST") && path.equals(Remote.COMMANDS)) {
            return Optional.of(page(carryOut(Remote.JSON.readValue(body, Command.class))));
        }
        if (method.equals("GET") && path.equals(Remote.TESTIMONY)) {
            return Optional.of(page(testimony()));
        }
        if (method.equals("GET") && path.startsWith(Remote.SUMMARY)) {
            return OrganizationId.parse(path.substring(Remote.SUMMARY.length()))
                    .map(organization -> page(genesys.truth().summary(organization)));
        }
        return Optional.empty();
    }

    private static Answer page(Object content) {
        return Answer.json(200, Json.object()).withBody(Remote.JSON.writeValueAsString(content));
    }

    /** Returns what is to be answered. */
    private Object carryOut(Command command) throws InterruptedException {
        switch (command) {
            case Command.Spoil spoil -> spoil(spoil);
            case Command.Heal heal -> affected(heal.organization()).forEach(Faults::clear);
            case Command.ChangeSecret change -> genesys.changeSecret(change.client(), change.secret());
            case Command.RevokeTokens revoke ->
                genesys.scenario().clients().forEach(client -> genesys.revokeTokens(client.id()));
            case Command.ChangeReadiness change -> genesys.changeReadiness(change.organization(), change.readiness());
            case Command.Close close -> {
                return close.organizations().stream()
                        .map(genesys::closeConversation)
                        .toList();
            }
            case Command.AwaitDelivered await -> {
                return genesys.truth().awaitDelivered(await.organizations(), await.count(), await.timeout());
            }
            case Command.Emit emit -> emit(emit);
            case Command.FinishEmitting finish -> finish();
        }
        return Map.of();
    }

    private void spoil(Command.Spoil spoil) {
        Call[] calls = spoil.calls().toArray(Call[]::new);
        affected(spoil.organization()).forEach(faults -> faults.share(spoil.share(), spoil.fault(), calls));
    }

    private List<Faults> affected(@Nullable OrganizationId organization) {
        return organization == null ? genesys.allFaults() : List.of(genesys.faults(organization));
    }

    private synchronized void emit(Command.Emit emit) {
        if (emitter != null) {
            throw new IllegalStateException("conversations are being closed already");
        }
        ApiDestination destination = new ApiDestination(Destination.of(emit.events(), emit.apiKey()), clock);
        emitter = new Emitter(genesys, destination, emit.traffic(), clock);
        emitter.start();
    }

    private void finish() throws InterruptedException {
        Emitter finishing = emitter();
        if (finishing != null) {
            finishing.finish();
        }
    }

    private synchronized @Nullable Emitter emitter() {
        return emitter;
    }

    private Testimony testimony() {
        Emitter emitted = emitter();
        Truth truth = genesys.truth();
        return new Testimony(
                truth.conversations().stream()
                        .flatMap(id -> truth.history(id).stream())
                        .toList(),
                emitted == null ? List.of() : emitted.accepted(),
                emitted == null ? new ApiDestination.Counts(0, 0, 0, 0) : emitted.counts(),
                truth.strayWrongOrganizationRequests(),
                truth.clients());
    }
}

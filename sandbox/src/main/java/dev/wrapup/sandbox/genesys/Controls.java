package dev.wrapup.sandbox.genesys;

import dev.wrapup.sandbox.eventbridge.ApiDestination;
import dev.wrapup.sandbox.eventbridge.Destination;
import dev.wrapup.time.Clock;
import java.util.List;
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
            carryOut(Remote.JSON.readValue(body, Command.class));
            return Optional.of(Answer.json(200, Json.object()));
        }
        if (method.equals("GET") && path.equals(Remote.TESTIMONY)) {
            return Optional.of(Answer.json(200, Json.object()).withBody(Remote.JSON.writeValueAsString(testimony())));
        }
        return Optional.empty();
    }

    private void carryOut(Command command) throws InterruptedException {
        switch (command) {
            case Command.Spoil spoil -> spoil(spoil);
            case Command.Heal heal -> genesys.allFaults().forEach(Faults::clear);
            case Command.RevokeTokens revoke ->
                genesys.scenario().clients().forEach(client -> genesys.revokeTokens(client.id()));
            case Command.ChangeReadiness change -> genesys.changeReadiness(change.readiness());
            case Command.Emit emit -> emit(emit);
            case Command.FinishEmitting finish -> finish();
        }
    }

    private void spoil(Command.Spoil spoil) {
        List<Faults> affected =
                spoil.organization() == null ? genesys.allFaults() : List.of(genesys.faults(spoil.organization()));
        Call[] calls = spoil.calls().toArray(Call[]::new);
        affected.forEach(faults -> faults.share(spoil.share(), spoil.fault(), calls));
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
                truth.strayWrongOrganizationRequests());
    }
}

package dev.wrapup.sandbox.genesys;

import dev.wrapup.event.OrganizationId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A simulator in another process. Each method returns once it has been done there. Thread-safe. */
public final class RemoteGenesys implements AutoCloseable {

    private final String url;
    private final HttpClient http = HttpClient.newHttpClient();

    /** The simulator at this URL. */
    public RemoteGenesys(String url) {
        this.url = url;
    }

    /** Where it is. */
    public String url() {
        return url;
    }

    /** See {@link Faults#share}; without calls, all of them. */
    public void spoil(OrganizationId organization, Fault fault, double share, Call... calls)
            throws InterruptedException {
        tell(new Command.Spoil(organization, fault, share, Set.of(calls)));
    }

    /** The same in every organization, and at the login. */
    public void spoilAll(Fault fault, double share, Call... calls) throws InterruptedException {
        tell(new Command.Spoil(null, fault, share, Set.of(calls)));
    }

    /** All is well again, everywhere. */
    public void heal() throws InterruptedException {
        tell(new Command.Heal(null));
    }

    /** All is well again in this organization: for example, a permission that was missing (403) is granted. */
    public void heal(OrganizationId organization) throws InterruptedException {
        tell(new Command.Heal(organization));
    }

    /** New logins of this client need this secret; tokens stay valid. */
    public void changeSecret(String client, String secret) throws InterruptedException {
        tell(new Command.ChangeSecret(client, secret));
    }

    /** Every token of every client is refused from now on. */
    public void revokeTokens() throws InterruptedException {
        tell(new Command.RevokeTokens());
    }

    /** Of what closes from now on, in every organization. */
    public void changeReadiness(Readiness readiness) throws InterruptedException {
        tell(new Command.ChangeReadiness(null, readiness));
    }

    /** Of what closes from now on in this organization. */
    public void changeReadiness(OrganizationId organization, Readiness readiness) throws InterruptedException {
        tell(new Command.ChangeReadiness(organization, readiness));
    }

    /** Each organization has its own again. */
    public void restoreReadiness() throws InterruptedException {
        tell(new Command.ChangeReadiness(null, null));
    }

    /** Closes conversations at the scenario's rates from now on. */
    public void emit(URI events, String apiKey, Traffic traffic) throws InterruptedException {
        tell(new Command.Emit(events, apiKey, traffic));
    }

    /** Closes nothing more, and returns when every event under way is settled. */
    public void finishEmitting() throws InterruptedException {
        tell(new Command.FinishEmitting());
    }

    /** Closes a conversation in each of these, one after the other; returns them in this order. */
    public List<ClosedConversation> close(List<OrganizationId> organizations) throws InterruptedException {
        return List.of(Remote.JSON.readValue(tell(new Command.Close(organizations)), ClosedConversation[].class));
    }

    /** Waits until so many conversations of these organizations have a wrap-up; returns whether it came to that. */
    public boolean awaitDelivered(Set<OrganizationId> organizations, long count, Duration timeout)
            throws InterruptedException {
        return Remote.JSON.readValue(tell(new Command.AwaitDelivered(organizations, count, timeout)), Boolean.class);
    }

    /** What truly happened to one organization's conversations so far. */
    public Summary summary(OrganizationId organization) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + Remote.SUMMARY + organization))
                .build();
        return Remote.JSON.readValue(send(request), Summary.class);
    }

    /** All that it can tell of its run so far. */
    public Testimony testimony() throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + Remote.TESTIMONY)).build();
        return Remote.JSON.readValue(send(request), Testimony.class);
    }

    private String tell(Command command) throws InterruptedException {
        String body = Remote.JSON.writerFor(Command.class).writeValueAsString(command);
        return send(HttpRequest.newBuilder(URI.create(url + Remote.COMMANDS))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private String send(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("the simulator at " + url + " answered " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

package dev.wrapup.worker.diagnose;

import dev.wrapup.config.Organization;
import dev.wrapup.worker.diagnose.Findings.PlatformSide;
import dev.wrapup.worker.diagnose.Findings.Records;
import dev.wrapup.worker.diagnose.Findings.Standing;
import dev.wrapup.worker.diagnose.Findings.Subject;
import dev.wrapup.worker.genesys.Answer;
import dev.wrapup.worker.genesys.Identity;
import dev.wrapup.worker.genesys.Sighting;
import dev.wrapup.worker.ledger.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was found, in words, a line each: a person can check every one of them. Pure. */
final class Evidence {

    private final Subject subject;
    private final List<String> lines = new ArrayList<>();

    private Evidence(Subject subject) {
        this.subject = subject;
    }

    static List<String> lines(Findings findings) {
        Evidence evidence = new Evidence(findings.subject());
        evidence.platform(findings.platform());
        evidence.records(findings.records());
        return evidence.lines;
    }

    private void platform(PlatformSide platform) {
        identity(subject.organization(), platform.identity());
        platform.sibling().ifPresent(sibling -> identity(sibling.organization(), sibling.answer()));
        if (!(platform.identity() instanceof Identity.NoToken)) {
            sighting(subject.organization(), platform.here());
        }
        platform.elsewhere().forEach(other -> {
            sighting(other.organization(), other.sighting());
            if (other.identity() != null) {
                identity(other.organization(), other.identity());
            }
        });
    }

    private void identity(Organization asked, Identity identity) {
        String credentials =
                asked.name() + ", credentials " + asked.credentials().name();
        lines.add(
                switch (identity) {
                    case Identity.NoToken none ->
                        credentials + ": " + none.failure().detail();
                    case Identity.Untold untold -> credentials + ": a token, but tokens/me: " + said(untold.answer());
                    case Identity.Known known ->
                        credentials + ": a token; tokens/me answers for " + owner(known, asked);
                });
    }

    private String owner(Identity.Known known, Organization asked) {
        String organization = known.organization() == null
                ? "no organization that it names"
                : known.organization().equals(asked.id())
                        ? "this organization"
                        : "another organization: " + subject.name(known.organization());
        String home = known.home() == null || known.home().equals(known.organization())
                ? ""
                : ", the client's home is " + known.home();
        return organization + home + ", authorizedScope "
                + (known.scopes().isEmpty() ? "names none" : String.join(" ", known.scopes()));
    }

    private void sighting(Organization asked, Sighting sighting) {
        String correlation =
                sighting.correlationId() == null ? "" : " (correlation id " + sighting.correlationId() + ")";
        lines.add(asked.name() + ", GET conversation: " + said(sighting.answer()) + ended(sighting.endedAt())
                + correlation);
    }

    private String ended(@Nullable Instant at) {
        return at == null ? "" : ", ended at " + at + ", " + ago(at);
    }

    private static String said(Answer answer) {
        return switch (answer) {
            case Answer.Found found ->
                "200, " + (found.ended() ? "ended" : "still open") + ", "
                        + (found.wrappedUp() ? "with the wrap-up" : "without the wrap-up");
            case Answer.NotFound notFound -> "404, it is not there";
            case Answer.Failure failure -> failure.detail();
            case Answer.Accepted impossible -> throw new IllegalStateException("a question was accepted");
            case Answer.InDoubt impossible -> throw new IllegalStateException("a question was in doubt");
        };
    }

    private void records(Records records) {
        records.ledger().forEach(this::entry);
        records.waiting().forEach(waiting -> standing("waits in ", waiting));
        records.dead().forEach(dead -> standing("dead letter ", dead));
        if (records.unseen().isEmpty()
                && records.ledger().isEmpty()
                && records.waiting().isEmpty()
                && records.dead().isEmpty()) {
            lines.add("Kafka: nothing of this conversation in ledger, closures, delays and dead letters of its"
                    + " organization");
        }
        records.readiness()
                .ifPresent(lag ->
                        lines.add("readiness of " + subject.organization().name() + ", latest "
                                + lag.samples() + " that tell: half of them within " + inWords(lag.median())
                                + " of their closure, 95 % within " + inWords(lag.percentile95())));
    }

    private void entry(LedgerEntry entry) {
        lines.add("ledger: " + entry.outcome() + " " + entry.reason()
                + (entry.cause() == null ? "" : ", cause " + entry.cause()) + " at " + entry.settledAt() + ", passes "
                + entry.passes() + ", calls " + entry.apiCalls() + rest(": ", entry.detail()));
    }

    private void standing(String what, Standing record) {
        lines.add("Kafka: " + what + record.place() + ", first seen " + ago(record.firstSeen()) + ", passes "
                + record.passes() + (record.due() == null ? "" : ", due at " + record.due())
                + rest(", ", record.reason()) + rest(": ", record.detail()));
    }

    private static String rest(String before, @Nullable String text) {
        return text == null ? "" : before + text;
    }

    private String ago(Instant at) {
        return inWords(Duration.between(at, subject.now())) + " ago";
    }

    /** In the largest unit of which there are at least two. */
    static String inWords(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 2) {
            return Math.max(0, duration.toMillis()) + " ms";
        }
        if (seconds < 120) {
            return seconds + " s";
        }
        long minutes = seconds / 60;
        if (minutes < 120) {
            return minutes + " min";
        }
        return minutes / 60 < 48 ? minutes / 60 + " h" : minutes / 60 / 24 + " d";
    }
}

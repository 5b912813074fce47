package dev.wrapup.worker.diagnose;

import dev.wrapup.config.Organization;
import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.worker.genesys.Answer;
import dev.wrapup.worker.genesys.Identity;
import dev.wrapup.worker.genesys.Sighting;
import dev.wrapup.worker.ledger.LedgerEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All that was found out about one conversation. */
public record Findings(Subject subject, PlatformSide platform, Records records) {

    /**
     * Who was asked about.
     *
     * @param others the other configured organizations
     * @param now when
     */
    public record Subject(
            Organization organization, ConversationId conversation, List<Organization> others, Instant now) {

        /** Copies the organizations. */
        public Subject {
            others = List.copyOf(others);
        }

        /** Another organization that the same credentials serve, and that is not this one. */
        Optional<Organization> sibling(@Nullable OrganizationId but) {
            return others.stream()
                    .filter(other -> other.credentials().equals(organization.credentials()))
                    .filter(other -> !other.id().equals(but))
                    .findFirst();
        }

        /** What people call it; its id where it is not configured. */
        String name(OrganizationId id) {
            return others.stream()
                    .filter(other -> other.id().equals(id))
                    .findFirst()
                    .map(Organization::name)
                    .orElse(id.value());
        }
    }

    /**
     * What the platform says.
     *
     * @param sibling whose token the same credentials bring in another organization's context; empty where that was not
     *     asked
     * @param elsewhere what others show of the conversation; nothing where its own organization did not deny it
     * @param unasked how many others were not asked although none had it, since that would take too much of a limit
     */
    public record PlatformSide(
            Identity identity,
            Optional<Other<Identity>> sibling,
            Sighting here,
            List<Elsewhere> elsewhere,
            int unasked) {

        /** Copies the sightings. */
        public PlatformSide {
            elsewhere = List.copyOf(elsewhere);
        }
    }

    /** What was asked in the context of another organization. */
    public record Other<T>(Organization organization, T answer) {}

    /**
     * What another organization shows of the conversation.
     *
     * @param identity who answered; null where it was not asked, since nothing was found
     */
    public record Elsewhere(
            Organization organization,
            Sighting sighting,
            @Nullable Identity identity) {

        boolean hasIt() {
            return sighting.answer() instanceof Answer.Found;
        }
    }

    /**
     * What Kafka holds of the conversation.
     *
     * @param ledger the oldest entry first
     * @param waiting records that no worker has finished
     * @param dead dead letters, the oldest first
     * @param readiness the organization's, from its latest entries; empty where they do not tell
     * @param unseen what could not be read, and why; a line each
     */
    public record Records(
            List<LedgerEntry> ledger,
            List<Standing> waiting,
            List<Standing> dead,
            Optional<ReadinessLag> readiness,
            List<String> unseen) {

        /** Copies the lists. */
        public Records {
            ledger = List.copyOf(ledger);
            waiting = List.copyOf(waiting);
            dead = List.copyOf(dead);
            unseen = List.copyOf(unseen);
        }
    }

    /**
     * A record that stands in a topic.
     *
     * @param place as {@code topic-partition@offset}
     * @param reason why it came there; null for a closure that no worker has had
     * @param detail the last error; null where there is none
     * @param due when it may leave; null where it does not wait
     * @param lastNotReadyAt when scripting last denied it; null where it did not
     */
    public record Standing(
            String place,
            Instant firstSeen,
            int passes,
            @Nullable String reason,
            @Nullable String detail,
            @Nullable Instant due,
            @Nullable Instant lastNotReadyAt) {}
}

package dev.wrapup.sandbox.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * No request in another organization's context, no ledger entry in another's name, and whatever a worker wrote of an
 * organization has its key and is in its partition.
 */
final class RightOrganization implements Judge {

    @Override
    public String guarantee() {
        return "right organization";
    }

    @Override
    public long examined(Evidence evidence, Platform platform) {
        return platform.all().mapToLong(history -> history.requests().size()).sum();
    }

    @Override
    public List<Breach> breaches(Evidence evidence, Platform platform) {
        List<Breach> breaches = new ArrayList<>();
        platform.all()
                .forEach(history -> history.requests().stream()
                        .filter(request -> request.wrongOrganization())
                        .forEach(request -> breaches.add(new Breach(
                                "a " + request.call() + " in a wrong organization, with header " + request.header()
                                        + " and the token of client " + request.client(),
                                history.conversation().value(),
                                "request at " + request.at()))));
        if (platform.strayWrongOrganizationRequests() > 0) {
            breaches.add(new Breach(
                    platform.strayWrongOrganizationRequests()
                            + " requests in a wrong organization for conversations that do not exist",
                    null,
                    "platform"));
        }
        for (Line line : evidence.lines()) {
            line.way()
                    .forEach(hop -> Stream.of(name(hop, platform), way(hop, evidence))
                            .flatMap(Optional::stream)
                            .forEach(what -> breaches.add(line.breach(what, hop))));
        }
        return breaches;
    }

    private static Optional<String> name(Hop hop, Platform platform) {
        if (!(hop.content() instanceof Content.Entry entry) || entry.conversation() == null) {
            return Optional.empty();
        }
        return platform.history(entry.conversation())
                .map(history -> history.organization().value())
                .filter(truth -> !truth.equals(entry.organization()))
                .map(truth -> "a ledger entry in the name of organization " + entry.organization()
                        + " for a conversation of " + truth);
    }

    private static Optional<String> way(Hop hop, Evidence evidence) {
        String organization = organization(hop);
        if (organization == null) {
            return Optional.empty();
        }
        if (!organization.equals(hop.key())) {
            return Optional.of("a record of organization " + organization + " with the key " + hop.key());
        }
        int home = partition(organization, evidence.partitionsOf(hop.topic()));
        return hop.partition() == home
                ? Optional.empty()
                : Optional.of("a record of organization " + organization + " outside of its partition " + home);
    }

    /** Null where a worker could not tell: a dead letter that it found malformed keeps the key that it had. */
    private static @Nullable String organization(Hop hop) {
        boolean isUnreadable =
                hop.kind() == Hop.Kind.DEAD_LETTER && hop.reason().equals("MALFORMED");
        return switch (hop.content()) {
            case Content.Closing closing -> isUnreadable ? null : closing.organization();
            case Content.Entry entry -> entry.organization();
            case Content.Other other -> null;
            case Content.Poison poison -> null;
        };
    }

    /** As Kafka's own partitioner has it. */
    private static int partition(String organization, int partitions) {
        return Utils.toPositive(Utils.murmur2(organization.getBytes(UTF_8))) % partitions;
    }
}

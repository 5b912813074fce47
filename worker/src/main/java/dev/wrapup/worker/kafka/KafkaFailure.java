package dev.wrapup.worker.kafka;

import java.util.Optional;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What a failure of a Kafka client means to the person who runs Wrapup. Pure. */
public final class KafkaFailure {

    static final String ADDRESS = "are kafka.bootstrap.servers and kafka.security.protocol right, and does it answer?";

    private KafkaFailure() {}

    /**
     * The cluster's word that it does not know this user, or does not allow what was asked. No other attempt changes
     * that, a person does. Empty for every other failure.
     */
    public static Optional<ApiException> refusal(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof AuthenticationException || each instanceof AuthorizationException) {
                return Optional.of((ApiException) each);
            }
        }
        return Optional.empty();
    }

    /** Whether it is of what was asked for alone: this user may not have it, or it is not there. The rest may be had. */
    public static boolean leavesTheRest(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof AuthorizationException || each instanceof UnknownTopicOrPartitionException) {
                return true;
            }
        }
        return false;
    }

    /** What happened, and what to do where it is known, without a secret. */
    public static String inWords(Throwable failure) {
        return refusal(failure)
                .map(refusal -> said(refusal) + "; " + advice(refusal))
                .orElseGet(() -> said(failure));
    }

    /** The same for whoever waits for an answer: where none came, also what may be wrong with where it is asked for. */
    public static String toWhoeverAsked(Throwable failure) {
        return inWords(failure) + (isSilence(failure) ? "; " + ADDRESS : "");
    }

    private static boolean isSilence(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof TimeoutException || each instanceof DisconnectException) {
                return refusal(failure).isEmpty();
            }
        }
        return false;
    }

    private static String advice(ApiException refusal) {
        return switch (refusal) {
            case SslAuthenticationException tls ->
                "make kafka.ssl.truststore.location the certificate of who signed the broker's, and kafka.bootstrap.servers"
                        + " a host that it names";
            case AuthenticationException user ->
                "check the user and password in kafka.sasl.jaas.config, and kafka.sasl.mechanism";
            default -> "give this user the ACLs that docs/operations.md lists for the command";
        };
    }

    /** Kafka's own messages say little; their causes say what is wrong. */
    private static String said(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        // Where a password holds a quote, its rest is what a JAAS parser takes for a key, and quotes.
        String line = message.contains("JAAS config") ? message.replaceAll("'.*'", "'…'") : message;
        return line.replaceAll("[.\\s]+$", "");
    }
}

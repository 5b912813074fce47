package dev.wrapup.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaFailureTest {

    static Stream<ApiException> refusals() {
        return Stream.of(
                new SaslAuthenticationException("Authentication failed"),
                new SslAuthenticationException("SSL handshake failed", new SSLHandshakeException("no path")),
                new TopicAuthorizationException(Set.of("wrapup.ledger")),
                GroupAuthorizationException.forGroupId("wrapup-worker"),
                new TransactionalIdAuthorizationException("no"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalIsFoundHoweverDeepItIsWrapped(ApiException refusal) {
        assertThat(KafkaFailure.refusal(refusal)).containsSame(refusal);
        assertThat(KafkaFailure.refusal(new KafkaException("in an error state", new ExecutionException(refusal))))
                .containsSame(refusal);
    }

    @Test
    void whatMayPassByItselfIsNoRefusal() {
        assertThat(KafkaFailure.refusal(new TimeoutException("no answer"))).isEmpty();
        assertThat(KafkaFailure.refusal(new KafkaException("no"))).isEmpty();
    }

    @Test
    void whatMayNotBeReadOrIsNotThereLeavesTheRest() {
        assertThat(KafkaFailure.leavesTheRest(
                        new KafkaException("no", new TopicAuthorizationException(Set.of("wrapup.workers")))))
                .isTrue();
        assertThat(KafkaFailure.leavesTheRest(GroupAuthorizationException.forGroupId("wrapup-worker")))
                .isTrue();
        assertThat(KafkaFailure.leavesTheRest(new UnknownTopicOrPartitionException("no such topic")))
                .isTrue();
        assertThat(KafkaFailure.leavesTheRest(new SaslAuthenticationException("Authentication failed")))
                .isFalse();
        assertThat(KafkaFailure.leavesTheRest(new TimeoutException("no answer")))
                .isFalse();
    }

    @Test
    void aMissingAclIsNamedWithTheTopicAndWhereTheAclsAreListed() {
        Throwable failure =
                new KafkaException("in an error state", new TopicAuthorizationException(Set.of("wrapup.ledger")));

        assertThat(KafkaFailure.inWords(failure))
                .isEqualTo("Not authorized to access topics: [wrapup.ledger]; give this user the ACLs that"
                        + " docs/operations.md lists for the command");
    }

    @Test
    void anUntrustedCertificateIsToldByItsCause() {
        assertThat(KafkaFailure.inWords(
                        new SslAuthenticationException("SSL handshake failed", new SSLHandshakeException("no path"))))
                .startsWith("no path; make kafka.ssl.truststore.location");
    }

    @Test
    void whatAPasswordLeavesBehindInAMessageOfTheJaasParserIsNotQuoted() {
        Throwable failure = new KafkaException(
                "Failed to construct",
                new IllegalArgumentException("Value not specified for key 'rest'of'secret' in JAAS config"));

        assertThat(KafkaFailure.inWords(failure)).isEqualTo("Value not specified for key '…' in JAAS config");
    }

    @Test
    void whereNoAnswerCameWhoeverAskedIsToldWhatMayBeWrong() {
        assertThat(KafkaFailure.toWhoeverAsked(new ExecutionException(new TimeoutException("Timed out."))))
                .isEqualTo(
                        "Timed out; are kafka.bootstrap.servers and kafka.security.protocol right, and does it answer?");
    }

    @Test
    void anAnswerIsToldAsItIs() {
        assertThat(KafkaFailure.toWhoeverAsked(new UnknownTopicOrPartitionException("there is no such topic")))
                .isEqualTo("there is no such topic");
        assertThat(KafkaFailure.toWhoeverAsked(
                        new TimeoutException("waited", new TopicAuthorizationException(Set.of("wrapup.ledger")))))
                .doesNotContain("bootstrap.servers");
    }

    @Test
    void aFailureWithoutAMessageIsNamed() {
        assertThat(KafkaFailure.inWords(new IllegalStateException())).isEqualTo("IllegalStateException");
    }
}

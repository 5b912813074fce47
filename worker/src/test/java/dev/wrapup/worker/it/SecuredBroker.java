package dev.wrapup.worker.it;

import dev.wrapup.sandbox.kafka.ClusterOptions;
import dev.wrapup.sandbox.kafka.KafkaCluster;
import dev.wrapup.sandbox.kafka.ServerKeys;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker with TLS, SASL/SCRAM and ACLs, and its super user, who makes users and ACLs and looks at everything. */
final class SecuredBroker implements AutoCloseable {

    private static final int ITERATIONS = 4096; // the fewest that Kafka takes

    private final ServerKeys keys;
    private final KafkaCluster cluster;
    private final Admin admin;

    /** Starts it, with keys in that folder. */
    SecuredBroker(Path folder) throws InterruptedException {
        keys = ServerKeys.make(folder, "broker", "ip:127.0.0.1");
        cluster = KafkaCluster.start(new ClusterOptions(1).securedWith(keys));
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    /** The super user's listener. */
    String bootstrapServers() {
        return cluster.bootstrapServers();
    }

    void user(String name, String password) throws InterruptedException {
        done(admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS), password)))
                .all());
    }

    void allow(Collection<AclBinding> acls) throws InterruptedException {
        done(admin.createAcls(acls).all());
    }

    void deny(AclBinding acl) throws InterruptedException {
        done(admin.deleteAcls(List.of(acl.toFilter())).all());
    }

    /** Topics of one partition that are there already, so that only what is left can go wrong. */
    void topics(String prefix, List<String> names) throws InterruptedException {
        List<NewTopic> topics = names.stream()
                .map(name -> new NewTopic(prefix + "." + name, 1, (short) 1))
                .toList();
        done(admin.createTopics(topics).all());
    }

    /** Writes records as the super user. */
    void produce(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                producer.send(record).get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The section {@code kafka} of a client that trusts this broker; its password stands in the environment. */
    String yaml(String user) {
        return yaml(user, keys.certificate());
    }

    /** The same of a client that trusts that certificate. */
    String yaml(String user, Path trusted) {
        return """
                kafka:
                  bootstrap.servers: %s
                  security.protocol: SASL_SSL
                  sasl.mechanism: SCRAM-SHA-512
                  sasl.jaas.config: >-
                    org.apache.kafka.common.security.scram.ScramLoginModule required
                    username="%s" password="${KAFKA_PASSWORD}";
                  ssl.truststore.type: PEM
                  ssl.truststore.location: %s
                """.formatted(cluster.securedServers(), user, trusted);
    }

    private static void done(KafkaFuture<?> answer) throws InterruptedException {
        try {
            answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        admin.close();
        cluster.close();
    }
}

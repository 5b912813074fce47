package dev.wrapup.sandbox.kafka;

import java.util.Map;

/**
 * What makes a broker one that a stranger cannot use: beside the loopback listener of the sandbox itself, which is the
 * super user's, clients get one with TLS and SASL/SCRAM, and may do there what an ACL allows them and nothing else.
 */
final class SecuredListener {

    private static final String NAME = "SECURED";

    private SecuredListener() {}

    /** To be added to {@code listeners}. */
    static String listener(NodeAddress address) {
        return NAME + "://" + address.secured();
    }

    /** To be added to {@code listener.security.protocol.map}. */
    static String protocol() {
        return NAME + ":SASL_SSL";
    }

    /** The other properties. */
    static Map<String, String> settings(ServerKeys keys) {
        return Map.of(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found", "false",
                "super.users", "User:ANONYMOUS", // whoever comes by the sandbox's own listener
                "sasl.enabled.mechanisms", "SCRAM-SHA-512",
                "listener.name.secured.scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                "ssl.keystore.type", "PKCS12",
                "ssl.keystore.location", keys.keyStore().toString(),
                "ssl.keystore.password", keys.password(),
                "ssl.key.password", keys.password());
    }
}

package dev.wrapup.sandbox.kafka;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;

class ContainerContractIT extends BrokerContract {

    @Override
    KafkaBroker start(Map<String, String> settings) {
        assumeTrue(ContainerBroker.dockerAnswers(), "no Docker answers, so there is no container to hold to this");
        return ContainerBroker.start(settings);
    }
}

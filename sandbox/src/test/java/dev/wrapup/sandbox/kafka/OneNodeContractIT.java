package dev.wrapup.sandbox.kafka;

import java.util.Map;

class OneNodeContractIT extends BrokerContract {

    @Override
    KafkaBroker start(Map<String, String> settings) throws InterruptedException {
        return KafkaCluster.start(new ClusterOptions(1).with(settings));
    }
}

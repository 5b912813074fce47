package dev.wrapup.worker.work;

import dev.wrapup.worker.deliver.Finished;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record that came to its end, to be settled. */
record Done(AssignedPartition partition, ConsumerRecord<byte[], byte[]> record, Finished finished) {}

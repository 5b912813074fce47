package dev.wrapup.config;

/**
 * How the topics are named and created.
 *
 * @param prefix the first part of every topic's name; 1 to 200 of Kafka's legal characters (letters, digits, dot,
 *     underscore, hyphen)
 * @param partitions of every topic alike; 1 to 10,000
 * @param replicationFactor of every topic; 1 to 32,767
 */
public record TopicSettings(String prefix, int partitions, short replicationFactor) {}

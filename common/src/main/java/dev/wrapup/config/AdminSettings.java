package dev.wrapup.config;

import java.util.Optional;

/**
 * Metrics, health and console.
 *
 * @param port 0 to 65,535; 0 is any free port
 * @param token what metrics and console ask for; empty where the file sets none
 */
public record AdminSettings(int port, Optional<Secret> token) {}

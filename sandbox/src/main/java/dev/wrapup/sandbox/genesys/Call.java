package dev.wrapup.sandbox.genesys;

/** The requests that the simulated API knows. */
public enum Call {
    /** {@code GET /api/v2/conversations/{id}}. */
    VERIFY,
    /** {@code POST /api/v2/integrations/scripting/interactions/{id}/wrapup}. */
    SEND,
    /** {@code GET /api/v2/tokens/me}. */
    ME,
    /** {@code POST /oauth/token}. */
    LOGIN
}

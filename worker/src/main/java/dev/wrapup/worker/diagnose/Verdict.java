package dev.wrapup.worker.diagnose;

/**
 * Why a conversation has no wrap-up, or that it has one. Names and exit codes are public interface, and so stands each
 * of them in {@code docs/operations.md}.
 */
public enum Verdict {
    /** Nothing is wrong. */
    ALREADY_WRAPPED_UP(0, "The conversation shows the wrap-up.", "Nothing."),

    /** A 404 of scripting for a conversation that its organization shows. */
    RACE(
            10,
            "The race: the conversation has ended and its organization shows it, but scripting does not know the"
                    + " interaction yet.",
            "Wait; as long as it waits in Kafka, Wrapup asks again by itself. If none of this organization's conversations"
                    + " becomes ready, compare wrapUpPath with the platform's."),

    /** A 404 because the conversation is another organization's. */
    WRONG_ORGANIZATION(
            11,
            "The wrong organization: this one does not know the conversation, another configured one does.",
            "Ask with the organization that has it, and see who wrote the closure under the wrong one."),

    /** A 404 because the header did not count, so the client's home organization answered. */
    DEFAULT_TENANT(
            12,
            "The organization header is missing: the default tenant, home of the OAuth client, answered instead of this"
                    + " organization.",
            "Make genesys.organizationHeader the name that the platform knows, and let no gateway strip it."),

    /** The OAuth client's id or secret. */
    BAD_CREDENTIALS(
            13,
            "The credentials are refused: there is no token to ask with, or the API does not take it.",
            "Mend clientId and clientSecret of these credentials, and see that loginUrl and region are theirs."),

    /** 403. */
    MISSING_PERMISSION(
            14,
            "A permission or scope is missing: the platform knows the token, and does not allow the request.",
            "Give the OAuth client a role in this organization with conversation:communication:view and what the wrap-up"
                    + " needs, and the scopes for it."),

    /** The token is good, for somebody else. */
    TOKEN_OF_ANOTHER_ORGANIZATION(
            15,
            "The token belongs to another organization: its credentials do not serve this one.",
            "Give this organization the credentials of its own OAuth client, or let the client act in it."),

    /** Too early. */
    CONVERSATION_OPEN(
            16,
            "The conversation has not ended: there is nothing to wrap up yet.",
            "Wait until it has ended. If it should have, see why its last participant is still connected."),

    /** A 404 everywhere. */
    UNKNOWN_CONVERSATION(
            17,
            "No configured organization that could be asked knows the conversation.",
            "Check the id. It may be of an organization that is not configured or could not be asked, or the platform has"
                    + " deleted it. If no conversation is found, compare conversationPath with the platform's."),

    /** No answer, or none to act on. */
    PLATFORM_UNAVAILABLE(
            18,
            "The platform cannot be reached, fails, or answers what nobody can read.",
            "See whether apiUrl, loginUrl and region are right and reachable from here, and what the platform's status"
                    + " page says. What waits in Kafka goes on by itself."),

    /** 429. */
    THROTTLED(
            19,
            "The limit of requests of these credentials is used up.",
            "Wait. If it lasts, see who else uses them, or have the limit raised."),

    /** 400 and the like. */
    REJECTED(
            20,
            "The platform refuses the request itself.",
            "See what it says about it, and compare conversationPath, wrapUpPath and wrapUp of the configuration."),

    /** All is well by now, but no wrap-up was sent. */
    NOT_ATTEMPTED(
            21,
            "The conversation has ended, and no wrap-up of it was sent: no topic holds its closure, or a dead letter alone.",
            "Where no topic holds it, see whether EventBridge delivers this organization's events, and closures.detailTypes"
                    + " has the right ones."),

    /** It is on its way. */
    WAITING(
            22,
            "The closure waits for its turn, and not because of an answer of the platform.",
            "See that workers run, and how far behind they are."),

    /** Taken, and not to be seen. */
    NOT_SHOWN(
            23,
            "The platform took the wrap-up, and the conversation does not show it.",
            "Ask once more in some minutes. If it stays so, ask the platform's support, with the correlation id.");

    private final int exitCode;
    private final String meaning;
    private final String advice;

    Verdict(int exitCode, String meaning, String advice) {
        this.exitCode = exitCode;
        this.meaning = meaning;
        this.advice = advice;
    }

    /** Of the command: 0 where nothing is wrong, else 10 or more. */
    public int exitCode() {
        return exitCode;
    }

    /** What it is, in a sentence. */
    public String meaning() {
        return meaning;
    }

    /** What to do. */
    public String advice() {
        return advice;
    }
}

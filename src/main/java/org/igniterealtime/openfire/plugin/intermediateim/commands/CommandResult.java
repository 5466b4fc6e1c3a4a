package org.igniterealtime.openfire.plugin.intermediateim.commands;

/**
 * What came of a command.
 *
 * @param text     localized
 * @param chatText the same in a chat; empty if there is nothing to say there now
 */
public record CommandResult(Kind kind, String text, String chatText) {

    /** How it ended; the first two complete an ad-hoc command with a note of that type (XEP-0050 §3.3). */
    public enum Kind {
        INFO,
        ERROR,
        /** It could not be done now: the stanza error resource-constraint of type wait. */
        UNAVAILABLE
    }

    public static CommandResult info(String text) {
        return new CommandResult(Kind.INFO, text, text);
    }

    /** The user will be told the outcome in a message of its own, so a chat needs no other answer. */
    public static CommandResult infoFollowedByMessage(String text) {
        return new CommandResult(Kind.INFO, text, "");
    }

    public static CommandResult error(String text) {
        return new CommandResult(Kind.ERROR, text, text);
    }

    public static CommandResult unavailable(String text) {
        return new CommandResult(Kind.UNAVAILABLE, text, text);
    }
}

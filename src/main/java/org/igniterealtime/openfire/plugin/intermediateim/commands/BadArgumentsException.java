package org.igniterealtime.openfire.plugin.intermediateim.commands;

/** The arguments of a command cannot be used. */
public final class BadArgumentsException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean needsHelp;

    private BadArgumentsException(String text, boolean needsHelp) {
        super(text, null, false, false);
        this.needsHelp = needsHelp;
    }

    /** @param text localized: what is wrong or missing */
    public static BadArgumentsException because(String text) {
        return new BadArgumentsException(text, false);
    }

    /** The help follows in a chat. @param text localized: what is wrong */
    public static BadArgumentsException withHelp(String text) {
        return new BadArgumentsException(text, true);
    }

    /** The words make no sense at all: in a chat the help is the answer. */
    public static BadArgumentsException notUnderstood() {
        return new BadArgumentsException("", true);
    }

    /** @return localized; may be empty */
    public String text() {
        return getMessage();
    }

    boolean needsHelp() {
        return needsHelp;
    }
}

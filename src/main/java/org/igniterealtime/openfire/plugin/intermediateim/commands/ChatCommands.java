package org.igniterealtime.openfire.plugin.intermediateim.commands;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.xmpp.packet.JID;

/** Commands as words in a chat: the first word names the command, the others are its arguments. */
public final class ChatCommands {

    /** Longer texts are no commands. */
    public static final int MAX_CHARACTERS = 4096;

    private final List<Command<?>> commands;
    private final CommandTexts texts;
    private final ExecutionLimit limit;

    public ChatCommands(List<Command<?>> commands, CommandTexts texts, ExecutionLimit limit) {
        this.commands = List.copyOf(commands);
        this.texts = texts;
        this.limit = limit;
    }

    /**
     * What a text calls for. Nothing has been done yet.
     *
     * @param isHelp whether the answer does no more than explain
     * @param run    does it, and gives the answer, in one or more lines; empty for none
     */
    public record Reading(boolean isHelp, Supplier<CompletableFuture<String>> run) {

        private static Reading help(String text) {
            return new Reading(true, () -> CompletableFuture.completedFuture(text));
        }
    }

    /**
     * @param client that the words come from
     * @param body   may be null
     */
    public Reading read(JID client, String body) {
        String said = body == null || body.length() > MAX_CHARACTERS ? "" : body.strip();
        String[] words = said.split("\\s+", 2);
        String first = words[0].toLowerCase(Locale.ROOT);
        for (Command<?> command : commands) {
            if (command.word().equals(first)) {
                return read(command, words.length == 2 ? words[1] : "", client);
            }
        }
        return Reading.help(texts.help());
    }

    private <A> Reading read(Command<A> command, String words, JID client) {
        JID user = client.asBareJID();
        try {
            A arguments = command.parse(words, user);
            return new Reading(
                    false,
                    () -> limit.run(
                                    user,
                                    () -> command.run(arguments, client),
                                    () -> CommandResult.unavailable(texts.enough()))
                            .thenApply(CommandResult::chatText));
        } catch (BadArgumentsException e) {
            if (!e.needsHelp()) {
                return Reading.help(e.text());
            }
            return Reading.help(e.text().isEmpty() ? texts.help() : e.text() + "\n" + texts.help());
        }
    }
}

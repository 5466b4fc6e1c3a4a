package org.igniterealtime.openfire.plugin.intermediateim.files.commands;

import java.util.concurrent.CompletableFuture;
import org.igniterealtime.openfire.plugin.intermediateim.commands.BadArgumentsException;
import org.igniterealtime.openfire.plugin.intermediateim.commands.Command;
import org.igniterealtime.openfire.plugin.intermediateim.commands.CommandResult;
import org.xmpp.packet.JID;

/** Lists the user's files: {@code list}, and {@code list 2} for what does not fit. The argument is the page, from 1. */
final class ListCommand implements Command<Integer> {

    private final UserFiles files;
    private final FileTexts texts;

    ListCommand(UserFiles files, FileTexts texts) {
        this.files = files;
        this.texts = texts;
    }

    @Override
    public String word() {
        return "list";
    }

    @Override
    public Integer parse(String words, JID user) throws BadArgumentsException {
        if (words.isEmpty()) {
            return 1;
        }
        if (!words.matches("[1-9][0-9]{0,5}")) {
            throw BadArgumentsException.notUnderstood();
        }
        return Integer.valueOf(words);
    }

    @Override
    public CompletableFuture<CommandResult> run(Integer page, JID client) {
        return files.with(client.asBareJID(), list -> CompletableFuture.completedFuture(texts.list(list, page)));
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.files.commands;

import java.util.concurrent.CompletableFuture;
import org.igniterealtime.openfire.plugin.intermediateim.commands.BadArgumentsException;
import org.igniterealtime.openfire.plugin.intermediateim.commands.Command;
import org.igniterealtime.openfire.plugin.intermediateim.commands.CommandResult;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.Quotas;
import org.xmpp.packet.JID;

/** Says how much room the user's files take, and how much there is: {@code quota}. */
final class QuotaCommand implements Command<Void> {

    private final Quotas quotas;
    private final FileTexts texts;

    QuotaCommand(Quotas quotas, FileTexts texts) {
        this.quotas = quotas;
        this.texts = texts;
    }

    @Override
    public String word() {
        return "quota";
    }

    @Override
    public Void parse(String words, JID user) throws BadArgumentsException {
        if (!words.isEmpty()) {
            throw BadArgumentsException.notUnderstood();
        }
        return null;
    }

    @Override
    public CompletableFuture<CommandResult> run(Void none, JID client) {
        return CompletableFuture.completedFuture(texts.quota(client.asBareJID(), quotas));
    }
}

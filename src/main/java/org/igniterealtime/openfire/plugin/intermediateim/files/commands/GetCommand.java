package org.igniterealtime.openfire.plugin.intermediateim.files.commands;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.igniterealtime.openfire.plugin.intermediateim.commands.BadArgumentsException;
import org.igniterealtime.openfire.plugin.intermediateim.commands.Command;
import org.igniterealtime.openfire.plugin.intermediateim.commands.CommandResult;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;
import org.xmpp.packet.JID;

/**
 * Has a file offered to the client that asks: {@code get 3fa9}, {@code get report.pdf}, or {@code get} for the only
 * one. The argument is what names the file.
 */
final class GetCommand implements Command<Optional<String>> {

    private final UserFiles files;
    private final FileCommands.Offers offers;
    private final FileForm form;
    private final FileTexts texts;

    GetCommand(UserFiles files, FileCommands.Offers offers, FileForm form, FileTexts texts) {
        this.files = files;
        this.offers = offers;
        this.form = form;
        this.texts = texts;
    }

    @Override
    public String word() {
        return "get";
    }

    @Override
    public CompletableFuture<Optional<DataForm>> form(JID user) {
        return files.of(user)
                .thenApply(found -> found.map(FileList::deliverable).flatMap(form::toGet));
    }

    @Override
    public Optional<String> read(DataForm submitted, JID user) throws BadArgumentsException {
        return Optional.of(form.chosen(submitted).get(0));
    }

    @Override
    public Optional<String> parse(String words, JID user) {
        return Optional.of(words).filter(wanted -> !wanted.isEmpty());
    }

    @Override
    public CompletableFuture<CommandResult> run(Optional<String> wanted, JID client) {
        return files.with(client.asBareJID(), list -> get(wanted, list, client));
    }

    private CompletionStage<CommandResult> get(Optional<String> wanted, FileList list, JID client) {
        List<StoredFile> meant =
                wanted.map(list::matching).orElse(list.deliverable().files());
        if (meant.isEmpty()) {
            return CompletableFuture.completedFuture(
                    wanted.map(texts::noSuchFile).orElseGet(texts::none));
        }
        if (meant.size() > 1) {
            return CompletableFuture.completedFuture(texts.which(word(), list.only(meant)));
        }
        StoredFile file = meant.get(0);
        if (file.state().isKeptBack()) {
            return CompletableFuture.completedFuture(texts.keptBack(file));
        }
        return offers.request(file, client).thenApply(answer -> texts.requested(answer, file));
    }
}

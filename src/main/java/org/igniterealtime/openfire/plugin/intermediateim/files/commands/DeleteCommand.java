package org.igniterealtime.openfire.plugin.intermediateim.files.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.igniterealtime.openfire.plugin.intermediateim.commands.BadArgumentsException;
import org.igniterealtime.openfire.plugin.intermediateim.commands.Command;
import org.igniterealtime.openfire.plugin.intermediateim.commands.CommandResult;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.FileStore;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;
import org.xmpp.packet.JID;

/**
 * Deletes files: {@code delete 3fa9} or {@code delete report.pdf}. The argument is what names each of them. A file is
 * never deleted because it is the only one: it may be another one than the user thinks of.
 */
final class DeleteCommand implements Command<List<String>> {

    private final UserFiles files;
    private final FileStore store;
    private final FileForm form;
    private final FileTexts texts;

    DeleteCommand(UserFiles files, FileStore store, FileForm form, FileTexts texts) {
        this.files = files;
        this.store = store;
        this.form = form;
        this.texts = texts;
    }

    @Override
    public String word() {
        return "delete";
    }

    @Override
    public CompletableFuture<Optional<DataForm>> form(JID user) {
        return files.of(user).thenApply(found -> found.flatMap(form::toDelete));
    }

    @Override
    public List<String> read(DataForm submitted, JID user) throws BadArgumentsException {
        return form.chosen(submitted);
    }

    @Override
    public List<String> parse(String words, JID user) {
        return words.isEmpty() ? List.of() : List.of(words);
    }

    @Override
    public CompletableFuture<CommandResult> run(List<String> wanted, JID client) {
        return files.with(client.asBareJID(), list -> delete(wanted, list));
    }

    private CompletionStage<CommandResult> delete(List<String> wanted, FileList list) {
        if (wanted.isEmpty()) {
            return CompletableFuture.completedFuture(texts.which(word(), list));
        }
        List<StoredFile> all = new ArrayList<>();
        for (String each : wanted) {
            List<StoredFile> meant = list.matching(each);
            if (meant.size() > 1) {
                return CompletableFuture.completedFuture(texts.which(word(), list.only(meant)));
            }
            all.addAll(meant);
        }
        return all.isEmpty() ? CompletableFuture.completedFuture(texts.noSuchFile(wanted.get(0))) : delete(all);
    }

    private CompletionStage<CommandResult> delete(List<StoredFile> all) {
        CompletableFuture<?>[] deletions = all.stream()
                .map(file -> store.delete(file.id()).toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(deletions)
                .thenApply(done -> texts.deleted(all))
                .exceptionally(failure -> texts.unavailable());
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.files.commands;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.igniterealtime.openfire.plugin.intermediateim.commands.CommandResult;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.FileStore;
import org.xmpp.packet.JID;

/** Looks up the files of users. Any thread; nothing here blocks. */
final class UserFiles {

    private final FileStore store;
    private final FileTexts texts;

    UserFiles(FileStore store, FileTexts texts) {
        this.store = store;
        this.texts = texts;
    }

    /** @return empty if they can't be looked up now */
    CompletableFuture<Optional<FileList>> of(JID user) {
        if (!store.isAvailable()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return store.filesOf(user)
                .thenApply(files -> Optional.of(FileList.of(files)))
                .exceptionally(failure -> Optional.empty())
                .toCompletableFuture();
    }

    /** @return what the action says of the user's files, or that there are none, or that they can't be looked up now */
    CompletableFuture<CommandResult> with(JID user, Function<FileList, CompletionStage<CommandResult>> action) {
        return of(user).thenCompose(found -> {
            if (found.isEmpty()) {
                return CompletableFuture.completedFuture(texts.unavailable());
            }
            return found.get().files().isEmpty()
                    ? CompletableFuture.completedFuture(texts.none())
                    : action.apply(found.get());
        });
    }
}

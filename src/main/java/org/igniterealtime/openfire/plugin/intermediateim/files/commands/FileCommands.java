package org.igniterealtime.openfire.plugin.intermediateim.files.commands;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.commands.Command;
import org.igniterealtime.openfire.plugin.intermediateim.commands.CommandTexts;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.ReceivePreferences;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.RequestAnswer;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.FileStore;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.Quotas;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.LocalizedTexts;
import org.xmpp.packet.JID;

/** The commands by which users list, get and delete the files that wait for them. Everybody's own files only. */
public final class FileCommands {

    /** Offers files when they are asked for. */
    @FunctionalInterface
    public interface Offers {

        /** @param client full JID of a client of the file's owner */
        CompletionStage<RequestAnswer> request(StoredFile file, JID client);
    }

    private FileCommands() {}

    /** @param locale of the server at the time of asking, as of the texts */
    public static List<Command<?>> of(
            FileStore store,
            Quotas quotas,
            Offers offers,
            ReceivePreferences preferences,
            LocalizedTexts localized,
            Supplier<Locale> locale) {
        FileTexts texts = new FileTexts(localized, locale);
        UserFiles files = new UserFiles(store, texts);
        FileForm form = new FileForm(texts);
        return List.of(
                new ListCommand(files, texts),
                new GetCommand(files, offers, form, texts),
                new DeleteCommand(files, store, form, texts),
                new ReceiveCommand(preferences, texts),
                new QuotaCommand(quotas, texts));
    }

    public static CommandTexts texts(LocalizedTexts localized) {
        return new CommandTexts(localized, "intermediateim.files.");
    }
}

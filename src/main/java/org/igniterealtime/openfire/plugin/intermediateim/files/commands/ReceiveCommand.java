package org.igniterealtime.openfire.plugin.intermediateim.files.commands;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.igniterealtime.openfire.plugin.intermediateim.commands.BadArgumentsException;
import org.igniterealtime.openfire.plugin.intermediateim.commands.Command;
import org.igniterealtime.openfire.plugin.intermediateim.commands.CommandResult;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.ReceivePreferences;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.ReceiveBy;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;
import org.igniterealtime.openfire.plugin.intermediateim.form.Field;
import org.igniterealtime.openfire.plugin.intermediateim.form.FieldType;
import org.xmpp.packet.JID;

/**
 * Chooses how the user wants to get files: {@code receive offer}, {@code receive link} or {@code receive ask};
 * {@code receive} alone tells what is chosen.
 */
final class ReceiveCommand implements Command<Optional<ReceiveBy>> {

    private static final String BY = "by";

    private final ReceivePreferences preferences;
    private final FileTexts texts;

    ReceiveCommand(ReceivePreferences preferences, FileTexts texts) {
        this.preferences = preferences;
        this.texts = texts;
    }

    @Override
    public String word() {
        return "receive";
    }

    private static String word(ReceiveBy way) {
        return way.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public CompletableFuture<Optional<DataForm>> form(JID user) {
        return preferences
                .of(user)
                .thenApply(now -> Optional.of(form(now)))
                .exceptionally(failure -> Optional.of(form(ReceiveBy.OFFER)))
                .toCompletableFuture();
    }

    private DataForm form(ReceiveBy now) {
        List<Field.Option> options = Arrays.stream(ReceiveBy.values())
                .map(way -> new Field.Option(texts.receiveBy(way), word(way)))
                .toList();
        Field field = new Field(
                BY,
                FieldType.LIST_SINGLE,
                texts.text("intermediateim.files.form.receive"),
                true,
                List.of(word(now)),
                options);
        return new DataForm(DataForm.Type.FORM, List.of(field));
    }

    @Override
    public Optional<ReceiveBy> read(DataForm submitted, JID user) throws BadArgumentsException {
        return parse(submitted.field(BY).flatMap(Field::value).orElse("?"), user);
    }

    @Override
    public Optional<ReceiveBy> parse(String words, JID user) throws BadArgumentsException {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        for (ReceiveBy way : ReceiveBy.values()) {
            if (word(way).equalsIgnoreCase(words)) {
                return Optional.of(way);
            }
        }
        throw BadArgumentsException.because(texts.text("intermediateim.files.say.receive.how"));
    }

    @Override
    public CompletableFuture<CommandResult> run(Optional<ReceiveBy> chosen, JID client) {
        JID user = client.asBareJID();
        return chosen.map(way -> preferences.set(user, way).thenApply(stored -> texts.receiving(way)))
                .orElseGet(() -> preferences.of(user).thenApply(texts::receiving))
                .exceptionally(failure -> texts.unavailable())
                .toCompletableFuture();
    }
}

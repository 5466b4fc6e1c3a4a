package org.igniterealtime.openfire.plugin.intermediateim.standin.commands;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.igniterealtime.openfire.plugin.intermediateim.commands.BadArgumentsException;
import org.igniterealtime.openfire.plugin.intermediateim.commands.Command;
import org.igniterealtime.openfire.plugin.intermediateim.commands.CommandResult;
import org.igniterealtime.openfire.plugin.intermediateim.commands.CommandTexts;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;
import org.igniterealtime.openfire.plugin.intermediateim.form.Field;
import org.igniterealtime.openfire.plugin.intermediateim.form.FieldType;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.LocalizedTexts;
import org.igniterealtime.openfire.plugin.intermediateim.standin.FormattingChoices;
import org.xmpp.packet.JID;

/**
 * Chooses whether formatted messages that the user receives are converted: {@code formatting convert} or
 * {@code formatting leave}; {@code formatting} alone tells what is chosen.
 */
public final class FormattingCommand implements Command<Optional<FormattingCommand.Choice>> {

    private static final String HOW = "how";
    private static final String PREFIX = "intermediateim.standin.";

    private final FormattingChoices choices;
    private final LocalizedTexts texts;

    /** What becomes of formatted messages. */
    public enum Choice {
        CONVERT,
        LEAVE;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public FormattingCommand(FormattingChoices choices, LocalizedTexts texts) {
        this.choices = choices;
        this.texts = texts;
    }

    /** @return what the account of this command says */
    public static CommandTexts texts(LocalizedTexts texts) {
        return new CommandTexts(texts, PREFIX);
    }

    @Override
    public String word() {
        return "formatting";
    }

    @Override
    public CompletableFuture<Optional<DataForm>> form(JID user) {
        List<Field.Option> options = List.of(option(Choice.CONVERT), option(Choice.LEAVE));
        Field field = new Field(
                HOW,
                FieldType.LIST_SINGLE,
                texts.text(PREFIX + "form.how"),
                true,
                List.of(now(user).word()),
                options);
        return CompletableFuture.completedFuture(Optional.of(new DataForm(DataForm.Type.FORM, List.of(field))));
    }

    private Field.Option option(Choice choice) {
        return new Field.Option(texts.text(PREFIX + "form.how." + choice.word()), choice.word());
    }

    private Choice now(JID user) {
        return choices.leaves(user.getNode()) ? Choice.LEAVE : Choice.CONVERT;
    }

    @Override
    public Optional<Choice> read(DataForm submitted, JID user) throws BadArgumentsException {
        return parse(submitted.field(HOW).flatMap(Field::value).orElse("?"), user);
    }

    @Override
    public Optional<Choice> parse(String words, JID user) throws BadArgumentsException {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        for (Choice choice : Choice.values()) {
            if (choice.word().equalsIgnoreCase(words)) {
                return Optional.of(choice);
            }
        }
        throw BadArgumentsException.because(texts.text(PREFIX + "say.how"));
    }

    @Override
    public CompletableFuture<CommandResult> run(Optional<Choice> chosen, JID client) {
        JID user = client.asBareJID();
        if (chosen.isEmpty()) {
            return CompletableFuture.completedFuture(tell(now(user)));
        }
        return choices.set(user, chosen.get() == Choice.LEAVE)
                .thenApply(stored -> tell(chosen.get()))
                .exceptionally(failure -> CommandResult.unavailable(texts.text(PREFIX + "say.unavailable")))
                .toCompletableFuture();
    }

    private CommandResult tell(Choice choice) {
        return CommandResult.info(texts.text(PREFIX + "say." + choice.word()));
    }
}

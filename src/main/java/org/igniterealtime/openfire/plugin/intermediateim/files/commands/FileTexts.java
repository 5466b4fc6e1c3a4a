package org.igniterealtime.openfire.plugin.intermediateim.files.commands;

import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.commands.CommandResult;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.RequestAnswer;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileContent;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.ReceiveBy;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.Limits;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.Quotas;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.LocalizedTexts;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.Quantities;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.QuotedText;
import org.xmpp.packet.JID;

/** What users are told about their files when they give a command. Names and senders are quoted: others chose them. */
final class FileTexts {

    private static final String SAY = "intermediateim.files.say.";

    /** Lines of one answer. */
    static final int LINES = 20;

    /** Characters of a name or an address in it. */
    private static final int MAX_QUOTED = 200;

    private final LocalizedTexts texts;
    private final Supplier<Locale> locale;

    FileTexts(LocalizedTexts texts, Supplier<Locale> locale) {
        this.texts = texts;
        this.locale = locale;
    }

    String text(String key) {
        return texts.text(key);
    }

    private String say(String key, Object... arguments) {
        return texts.text(
                SAY + key,
                Stream.of(arguments)
                        .map(argument -> argument instanceof String text ? QuotedText.of(text, MAX_QUOTED) : argument)
                        .toArray());
    }

    CommandResult unavailable() {
        return CommandResult.unavailable(say("unavailable"));
    }

    CommandResult none() {
        return CommandResult.info(say("none"));
    }

    /** @param page from 1 */
    CommandResult list(FileList list, int page) {
        int pages = (list.files().size() + LINES - 1) / LINES;
        if (page > pages) {
            return CommandResult.error(say("no-page", pages));
        }
        String lines = lines(list, (page - 1) * LINES);
        return CommandResult.info(
                page == pages ? lines : lines + "\n" + say("more", list.files().size() - page * LINES, page + 1));
    }

    /** @param list of those that may be meant; one of them, or the command, names no file that can be told apart */
    CommandResult which(String command, FileList list) {
        int more = list.files().size() - LINES;
        return CommandResult.error(say("which", command, list.key(list.files().get(0))) + "\n" + lines(list, 0)
                + (more > 0 ? "\n" + say("more", more, 2) : ""));
    }

    private String lines(FileList list, int from) {
        return list.files().stream()
                .skip(from)
                .limit(LINES)
                .map(file -> texts.text(SAY + "line", list.key(file), describe(file)))
                .collect(Collectors.joining("\n"));
    }

    /** @return name, size, sender and time of a file, in one line, and why it is not delivered, if it is not */
    String describe(StoredFile file) {
        String description = say(
                "file",
                file.offer().name().text(),
                bytes(file.offer().size()),
                file.offer().sender().toBareJID(),
                Date.from(file.taken()));
        return file.state().isKeptBack() ? description + " " + reason("file.", file) : description;
    }

    /** @param file that is kept back */
    private String reason(String text, StoredFile file) {
        return file.content()
                .flatMap(FileContent::finding)
                .map(finding -> say(text + "infected", file.offer().name().text(), finding))
                .orElseGet(() -> say(text + "held", file.offer().name().text()));
    }

    /** @param file that nobody gets now */
    CommandResult keptBack(StoredFile file) {
        return CommandResult.error(reason("get.", file));
    }

    CommandResult noSuchFile(String wanted) {
        return CommandResult.error(say("no-file", wanted));
    }

    CommandResult requested(RequestAnswer answer, StoredFile file) {
        String name = file.offer().name().text();
        return switch (answer) {
            case OFFERED -> CommandResult.info(say("offered", name));
            case UNDER_WAY -> CommandResult.info(say("under-way", name));
            case LINKED -> CommandResult.info(say("linked", name));
            case NOT_SUPPORTED -> CommandResult.error(say("not-supported"));
            case TOO_MANY -> CommandResult.error(say("too-many"));
            case WITHHELD -> CommandResult.error(say("withheld", name));
        };
    }

    CommandResult receiving(ReceiveBy way) {
        return CommandResult.info(say("receive." + way.name().toLowerCase(Locale.ROOT)));
    }

    /** @return a way to get files, as a choice */
    String receiveBy(ReceiveBy way) {
        return texts.text("intermediateim.files.form.receive." + way.name().toLowerCase(Locale.ROOT));
    }

    CommandResult deleted(List<StoredFile> files) {
        return CommandResult.info(
                files.size() == 1
                        ? say("deleted", files.get(0).offer().name().text())
                        : say("deleted-several", files.size()));
    }

    CommandResult quota(JID user, Quotas quotas) {
        Limits limits = quotas.limits();
        Quotas.Usage usage = quotas.usage(user);
        return CommandResult.info(
                say("quota.inbox", usage.files(), limits.inboxFiles(), bytes(usage.bytes()), bytes(limits.inboxBytes()))
                        + "\n"
                        + say("quota.kept", limits.retention().toDays(), bytes(limits.fileBytes()))
                        + "\n"
                        + say("quota.sent", bytes(quotas.bytesToday(user)), bytes(limits.senderBytesPerDay())));
    }

    private String bytes(long bytes) {
        return new Quantities(locale.get()).bytes(bytes);
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.seats.commands;

import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.commands.BadArgumentsException;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;
import org.igniterealtime.openfire.plugin.intermediateim.form.Field;
import org.igniterealtime.openfire.plugin.intermediateim.form.FieldType;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Nicks;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.LocalizedTexts;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.RoomAddress;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.xmpp.packet.JID;

/**
 * The forms (XEP-0004) by which seats are kept and dropped, and the reading of what is submitted. Unknown fields are
 * ignored (§3.1).
 */
final class SeatForm {

    private static final String ROOM = "room";
    private static final String NICK = "nick";
    private static final String PASSWORD = "password";
    private static final String LAST = "last";
    private static final String LEAVE = "leave";
    private static final String TEXT = "intermediateim.seats.form.";

    private final LocalizedTexts texts;

    SeatForm(LocalizedTexts texts) {
        this.texts = texts;
    }

    /** @return the form to keep a seat */
    DataForm toKeep() {
        return new DataForm(
                DataForm.Type.FORM,
                List.of(
                        field(ROOM, FieldType.JID_SINGLE, true),
                        field(NICK, FieldType.TEXT_SINGLE, false),
                        field(PASSWORD, FieldType.TEXT_PRIVATE, false),
                        field(LAST, FieldType.TEXT_SINGLE, false),
                        field(LEAVE, FieldType.BOOLEAN, false)));
    }

    /** @param rooms at least one */
    DataForm toDrop(List<JID> rooms) {
        List<Field.Option> options = rooms.stream()
                .map(room -> new Field.Option("", room.toString()))
                .toList();
        return new DataForm(
                DataForm.Type.FORM,
                List.of(new Field(
                        ROOM,
                        FieldType.LIST_SINGLE,
                        texts.text(TEXT + ROOM),
                        true,
                        List.of(options.get(0).value()),
                        options)));
    }

    private Field field(String name, FieldType type, boolean required) {
        return new Field(name, type, texts.text(TEXT + name), required, List.of(), List.of());
    }

    JID room(DataForm sent) throws BadArgumentsException {
        return value(sent, ROOM).flatMap(RoomAddress::read).orElseThrow(() -> bad("no-room"));
    }

    /**
     * @param owner  of the seat
     * @param before what was wanted of it, if it is kept already: what has no value now stays as it was (§3.5)
     */
    Options options(DataForm sent, JID owner, Optional<Options> before) throws BadArgumentsException {
        Optional<String> nick = value(sent, NICK);
        Optional<String> usual = before.map(Options::nick).or(() -> Nicks.prepared(owner.getNode()));
        String password =
                value(sent, PASSWORD).or(() -> before.map(Options::password)).orElse("");
        if (!Options.fits(password)) {
            throw bad("no-password");
        }
        Optional<String> last = value(sent, LAST);
        Optional<String> leave = value(sent, LEAVE);
        return new Options(
                (nick.isPresent() ? nick.flatMap(Nicks::prepared) : usual).orElseThrow(() -> bad("no-nick")),
                password,
                last.isPresent()
                        ? number(last.get())
                        : before.map(Options::lastMessages).orElse(0),
                leave.isPresent()
                        ? flag(leave.get())
                        : before.map(Options::dropOnLeave).orElse(false));
    }

    /** @param problem the end of an i18n key */
    private BadArgumentsException bad(String problem) {
        return BadArgumentsException.because(texts.text(TEXT + problem));
    }

    private static Optional<String> value(DataForm sent, String name) {
        return sent.field(name).flatMap(Field::value);
    }

    private int number(String text) throws BadArgumentsException {
        int number = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : -1;
        if (number < 0 || number > Options.MAX_LAST_MESSAGES) {
            throw bad("no-number");
        }
        return number;
    }

    private boolean flag(String text) throws BadArgumentsException {
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw bad("no-flag");
        };
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.files;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.commands.CommandAccount;
import org.igniterealtime.openfire.plugin.intermediateim.files.dropbox.DropBoxes;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.LocalizedTexts;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Replies;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.RequestHandler;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.Presence;

/**
 * Answers at the address of files. Drop boxes take files; users give their commands to the address itself or to their
 * own drop box, since some clients can't chat with an address without a name. Any thread.
 */
public final class FileRequests implements RequestHandler {

    private final DropBoxes boxes;
    private final CommandAccount commands;
    private final StanzaSink notices;
    private final LocalizedTexts texts;

    /** @param notices takes what nobody has asked for */
    public FileRequests(DropBoxes boxes, CommandAccount commands, StanzaSink notices, LocalizedTexts texts) {
        this.boxes = boxes;
        this.commands = commands;
        this.notices = notices;
        this.texts = texts;
    }

    private boolean takesCommands(JID from, JID to) {
        return !isBox(to) || boxes.isOwn(from, to);
    }

    private static boolean isBox(JID address) {
        return address.getNode() != null;
    }

    @Override
    public boolean answer(IQ request, StanzaSink sink) {
        return isBox(request.getTo()) && boxes.answer(request, sink)
                || takesCommands(request.getFrom(), request.getTo()) && commands.answer(request, sink);
    }

    @Override
    public Optional<IQ> answer(IQ request) {
        return Optional.empty(); // an answer may take time
    }

    @Override
    public void answer(Message message, StanzaSink sink) {
        if (takesCommands(message.getFrom(), message.getTo())) {
            commands.answer(message, sink);
        } else {
            String text = texts.text("intermediateim.files.say.only-files");
            Replies.error(message, PacketError.Condition.feature_not_implemented, text)
                    .ifPresent(sink::send);
        }
    }

    /** @param user bare JID */
    public void forget(JID user) {
        commands.forget(user);
        boxes.forget(user).forEach(notices::send);
    }

    @Override
    public List<Presence> answer(Presence presence) {
        return isBox(presence.getTo()) ? boxes.answer(presence) : commands.answer(presence);
    }

    /** @return what tells everybody that none of the addresses is there any more */
    public List<Presence> farewell() {
        return Stream.concat(boxes.farewell().stream(), commands.farewell().stream())
                .toList();
    }
}

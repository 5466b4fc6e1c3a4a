package org.igniterealtime.openfire.plugin.intermediateim.files.delivery;

import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.LocalizedTexts;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.QuotedText;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/**
 * Tells users in a chat what has become of files. Names and addresses are quoted: others chose them. Whoever is offline
 * gets it later, as any message. Any thread.
 */
public final class Notices {

    private final StanzaSink sink;
    private final LocalizedTexts texts;
    private final Supplier<String> domain;

    /** @param domain of the drop boxes */
    public Notices(StanzaSink sink, LocalizedTexts texts, Supplier<String> domain) {
        this.sink = sink;
        this.texts = QuotedText.in(texts);
        this.domain = domain;
    }

    /** Tells somebody in the name of the drop box of a user, who may be the same. @param key of the text */
    public void fromDropBox(JID owner, JID to, String key, Object... values) {
        send(owner.getNode(), to, key, values);
    }

    /** Tells somebody in the name of the service. @param key of the text */
    public void fromService(JID to, String key, Object... values) {
        send(null, to, key, values);
    }

    private void send(String node, JID to, String key, Object... values) {
        Message message = new Message();
        message.setFrom(new JID(node, domain.get(), null, true));
        message.setTo(to);
        message.setType(Message.Type.chat);
        message.setBody(texts.text(key, values));
        sink.send(message);
    }
}

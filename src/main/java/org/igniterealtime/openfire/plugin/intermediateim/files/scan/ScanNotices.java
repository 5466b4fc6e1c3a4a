package org.igniterealtime.openfire.plugin.intermediateim.files.scan;

import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.ReceiptPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileContent;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.LocalizedTexts;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.QuotedText;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/**
 * Tells both sides that a file is infected and kept back: its owner always, its sender if it would be told of a
 * delivery too. Whoever is offline gets it later, as any message.
 */
public final class ScanNotices {

    private final ReceiptPolicy policy;
    private final StanzaSink sink;
    private final LocalizedTexts texts;
    private final Supplier<String> domain;

    /** @param domain of the drop boxes */
    public ScanNotices(ReceiptPolicy policy, StanzaSink sink, LocalizedTexts texts, Supplier<String> domain) {
        this.policy = policy;
        this.sink = sink;
        this.texts = QuotedText.in(texts);
        this.domain = domain;
    }

    /** @param file in the state INFECTED */
    public void infected(StoredFile file) {
        String name = file.offer().name().text();
        JID owner = file.offer().owner();
        JID sender = file.offer().sender().asBareJID();
        String finding = file.content().flatMap(FileContent::finding).orElse("");
        tell(
                new JID(null, domain.get(), null, true),
                owner,
                texts.text("intermediateim.files.infected.owner", name, sender.toString(), finding));
        if (policy.mayLearn(file)) {
            tell(
                    new JID(owner.getNode(), domain.get(), null, true),
                    sender,
                    texts.text("intermediateim.files.infected.sender", name, owner.toString(), finding));
        }
    }

    private void tell(JID from, JID to, String text) {
        Message message = new Message();
        message.setFrom(from);
        message.setTo(to);
        message.setType(Message.Type.chat);
        message.setBody(text);
        sink.send(message);
    }
}

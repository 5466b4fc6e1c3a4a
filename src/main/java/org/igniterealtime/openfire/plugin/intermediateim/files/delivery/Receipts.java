package org.igniterealtime.openfire.plugin.intermediateim.files.delivery;

import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.LocalizedTexts;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.QuotedText;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/**
 * Tells senders, in the name of the owner's drop box, that a file was delivered or declined. This says that a client of
 * the owner is there, so it is told to those alone who see the owner's presence. Owners who want to be asked are told
 * what waits for them. Whoever is offline gets it later, as any message.
 */
public final class Receipts implements Deliveries.Listener {

    private final ReceiptPolicy policy;
    private final StanzaSink sink;
    private final LocalizedTexts texts;
    private final Supplier<String> domain;

    /** @param domain of the drop boxes */
    public Receipts(ReceiptPolicy policy, StanzaSink sink, LocalizedTexts texts, Supplier<String> domain) {
        this.policy = policy;
        this.sink = sink;
        this.texts = QuotedText.in(texts);
        this.domain = domain;
    }

    @Override
    public void delivered(StoredFile file) {
        tell(file, "intermediateim.files.receipt.delivered");
    }

    @Override
    public void declined(StoredFile file) {
        tell(file, "intermediateim.files.receipt.declined");
    }

    private void tell(StoredFile file, String key) {
        if (policy.mayLearn(file)) {
            JID owner = file.offer().owner();
            String text = texts.text(key, file.offer().name().text(), owner.toString());
            send(owner, file.offer().sender().asBareJID(), text);
        }
    }

    /** Tells an owner who wants to be asked, in the name of the owner's own drop box, which takes the command. */
    @Override
    public void waits(StoredFile file) {
        String name = file.offer().name().text();
        JID owner = file.offer().owner();
        send(
                owner,
                owner,
                texts.text("intermediateim.files.waits", file.offer().sender().toBareJID(), name));
    }

    private void send(JID owner, JID to, String text) {
        Message message = new Message();
        message.setFrom(new JID(owner.getNode(), domain.get(), null, true));
        message.setTo(to);
        message.setType(Message.Type.chat);
        message.setBody(text);
        sink.send(message);
    }
}

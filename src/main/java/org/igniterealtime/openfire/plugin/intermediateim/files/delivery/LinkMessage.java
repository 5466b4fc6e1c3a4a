package org.igniterealtime.openfire.plugin.intermediateim.files.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileContent;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Delay;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/**
 * The message by which a user gets the link to a file. Clients show what a link leads to only if it is all of the body,
 * so there is one message for each file, and what else is to be said is in elements that only some clients know.
 *
 * @param from  bare JID in whose name the file is sent: some clients show pictures of contacts alone
 * @param size  of the file, for people
 */
record LinkMessage(StoredFile file, String url, JID from, String size) {

    private static final String HINTS = "urn:xmpp:hints";
    private static final String CARBONS = "urn:xmpp:carbons:2";
    private static final String SHARING = "urn:xmpp:sfs:0";
    private static final String METADATA = "urn:xmpp:file:metadata:0";
    private static final Duration DELAYED = Duration.ofMinutes(1);

    /**
     * @param client full JID of a client of the owner
     * @param first  whether it is the first client that gets it, whose copy alone is to be archived
     */
    Message to(JID client, boolean first, Instant now) {
        Message message = message(client);
        Element stanza = message.getElement();
        stanza.addElement(first ? "store" : "no-permanent-store", HINTS);
        stanza.addElement("private", CARBONS); // each client gets a copy of its own (XEP-0280 §10)
        stanza.addElement("no-copy", HINTS);
        if (Duration.between(file.taken(), now).compareTo(DELAYED) > 0) {
            Delay.addTo(stanza, file.offer().owner().getDomain(), file.taken());
        }
        return message;
    }

    /** @return tells another client of the sender what was sent in the sender's name (XEP-0280 §7) */
    Message carbonTo(JID client) {
        Message carbon = new Message();
        carbon.setType(Message.Type.chat);
        carbon.setFrom(from);
        carbon.setTo(client);
        Element sent = carbon.addChildElement("sent", CARBONS);
        Element forwarded = sent.addElement("forwarded", "urn:xmpp:forward:0");
        Element message = message(file.offer().owner()).getElement();
        message.setQName(QName.get("message", "jabber:client"));
        forwarded.add(message);
        return carbon;
    }

    private Message message(JID to) {
        Message message = new Message();
        message.setID(id());
        message.setType(Message.Type.chat);
        message.setFrom(from);
        message.setTo(to);
        message.setBody(url);
        Element outOfBand = message.addChildElement("x", "jabber:x:oob"); // XEP-0066 §3
        outOfBand.addElement("url").setText(url);
        outOfBand.addElement("desc").setText(file.offer().name().text() + ", " + size);
        Element fallback = message.addChildElement("fallback", "urn:xmpp:fallback:0");
        fallback.addAttribute("for", SHARING).addElement("body"); // XEP-0447 §3.2: the body is for clients without it
        message.getElement().add(sharing());
        message.addChildElement("origin-id", "urn:xmpp:sid:0").addAttribute("id", id());
        return message;
    }

    private Element sharing() {
        Message holder = new Message();
        Element sharing = holder.addChildElement("file-sharing", SHARING);
        sharing.addAttribute("disposition", "attachment").addAttribute("id", id());
        FileContent content = file.content().orElseThrow();
        Element metadata = sharing.addElement("file", METADATA);
        metadata.addElement("media-type").setText(content.mediaType());
        metadata.addElement("name").setText(file.offer().name().text());
        metadata.addElement("size").setText(String.valueOf(file.offer().size()));
        metadata.addElement("hash", "urn:xmpp:hashes:2")
                .addAttribute("algo", "sha-256")
                .setText(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(content.sha256())));
        sharing.addElement("sources")
                .addElement("url-data", "http://jabber.org/protocol/url-data")
                .addAttribute("target", url);
        return (Element) sharing.detach();
    }

    /**
     * @return always the same for the same file, since a crash may send the message again; does not tell the file's id
     */
    private String id() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(("link " + file.id().hex()).getBytes(US_ASCII));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}

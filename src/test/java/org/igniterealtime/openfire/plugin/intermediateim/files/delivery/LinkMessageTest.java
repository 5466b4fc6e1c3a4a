package org.igniterealtime.openfire.plugin.intermediateim.files.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileContent;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileName;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.NewFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.OfferedTo;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

class LinkMessageTest {

    private static final Instant TAKEN = Instant.parse("2026-11-29T12:00:00Z");
    private static final String URL = "https://capulet.lit:7443/intermediateim/files/t0ken/letter%20%26%201.txt";
    private static final JID BALCONY = new JID("juliet@capulet.lit/balcony");

    private final StoredFile file = new StoredFile(
            new FileId("0123456789abcdef0123456789abcdef"),
            new NewFile(
                    new JID("romeo@capulet.lit/orchard"),
                    new JID("juliet@capulet.lit"),
                    FileName.of("letter & 1.txt"),
                    1234,
                    Optional.empty(),
                    "Read this",
                    OfferedTo.BARE_JID),
            TAKEN,
            FileState.WAITING,
            Optional.of(new FileContent("text/plain", "00ff".repeat(16))),
            "here");
    private final LinkMessage link = new LinkMessage(file, URL, new JID("romeo@capulet.lit"), "1.2 KiB");

    private Element sent() {
        return link.to(BALCONY, true, TAKEN).getElement();
    }

    private static Element child(Element stanza, String namespace) {
        List<Element> children = stanza.elements();
        return children.stream()
                .filter(child -> child.getNamespaceURI().equals(namespace))
                .findFirst()
                .orElse(null);
    }

    @Test
    @Requirement("0066-06")
    void saysTheUrlAndNothingElse() {
        Message message = link.to(BALCONY, true, TAKEN);

        assertEquals(URL, message.getBody());
        assertEquals(Message.Type.chat, message.getType());
        assertEquals(new JID("romeo@capulet.lit"), message.getFrom());
        assertEquals(BALCONY, message.getTo());
        Element outOfBand = child(message.getElement(), "jabber:x:oob");
        assertEquals("x", outOfBand.getName());
        assertEquals(URL, outOfBand.elementText("url"));
        assertEquals("letter & 1.txt, 1.2 KiB", outOfBand.elementText("desc"));
    }

    @Test
    void describesTheFileForClientsThatShareFilesByReference() {
        Element sharing = child(sent(), "urn:xmpp:sfs:0");
        Element metadata = sharing.element("file");

        assertEquals("attachment", sharing.attributeValue("disposition"));
        assertEquals("urn:xmpp:file:metadata:0", metadata.getNamespaceURI());
        assertEquals("text/plain", metadata.elementText("media-type"));
        assertEquals("letter & 1.txt", metadata.elementText("name"));
        assertEquals("1234", metadata.elementText("size"));
        assertEquals("sha-256", metadata.element("hash").attributeValue("algo"));
        assertEquals("AP8A/wD/AP8A/wD/AP8A/wD/AP8A/wD/AP8A/wD/AP8=", metadata.elementText("hash"));
        Element source = sharing.element("sources").element("url-data");
        assertEquals("http://jabber.org/protocol/url-data", source.getNamespaceURI());
        assertEquals(URL, source.attributeValue("target"));
        Element fallback = child(sent(), "urn:xmpp:fallback:0");
        assertEquals("urn:xmpp:sfs:0", fallback.attributeValue("for"));
        assertNotNull(fallback.element("body"));
    }

    @Test
    void hasTheSameIdWhenItIsSentAgain() {
        String id = sent().attributeValue("id");

        assertEquals(32, id.length());
        assertEquals(id, sent().attributeValue("id"));
        assertEquals(id, child(sent(), "urn:xmpp:sid:0").attributeValue("id"));
        assertFalse(sent().asXML().contains(file.id().hex()));
    }

    @Test
    void isArchivedOnceAndNotCopied() {
        Element first = sent();
        Element second = link.to(BALCONY, false, TAKEN).getElement();

        assertNotNull(first.element("store"));
        assertNull(first.element("no-permanent-store"));
        assertNotNull(second.element("no-permanent-store"));
        assertNull(second.element("store"));
        assertEquals("urn:xmpp:carbons:2", first.element("private").getNamespaceURI());
        assertEquals("urn:xmpp:hints", first.element("no-copy").getNamespaceURI());
    }

    @Test
    void saysWhenTheFileWasSentIfThatWasEarlier() {
        assertNull(child(sent(), "urn:xmpp:delay"));

        Element later = link.to(BALCONY, true, TAKEN.plus(Duration.ofHours(1))).getElement();
        assertEquals("2026-11-29T12:00:00Z", child(later, "urn:xmpp:delay").attributeValue("stamp"));
        assertEquals("capulet.lit", child(later, "urn:xmpp:delay").attributeValue("from"));
    }

    @Test
    void isForwardedToTheSendersOtherClients() {
        JID other = new JID("romeo@capulet.lit/other");
        Message carbon = link.carbonTo(other);
        Element message = carbon.getChildElement("sent", "urn:xmpp:carbons:2")
                .element("forwarded")
                .element("message");

        assertEquals(other, carbon.getTo());
        assertEquals(new JID("romeo@capulet.lit"), carbon.getFrom());
        assertEquals("jabber:client", message.getNamespaceURI());
        assertEquals("juliet@capulet.lit", message.attributeValue("to"));
        assertEquals("romeo@capulet.lit", message.attributeValue("from"));
        assertEquals(URL, message.elementText("body"));
        assertEquals(sent().attributeValue("id"), message.attributeValue("id"));
    }
}

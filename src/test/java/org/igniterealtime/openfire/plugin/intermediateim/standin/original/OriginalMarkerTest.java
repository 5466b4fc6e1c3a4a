package org.igniterealtime.openfire.plugin.intermediateim.standin.original;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.standin.original.OriginalMarker.Result;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

class OriginalMarkerTest {

    private static final String HTML = "<html xmlns='http://jabber.org/protocol/xhtml-im'>"
            + "<body xmlns='http://www.w3.org/1999/xhtml'><p>now <strong>bold</strong></p></body></html>";
    private static final byte[] KEY = "32 bytes that nobody can guess..".getBytes(StandardCharsets.UTF_8);

    private final OriginalMarker marker = new OriginalMarker(() -> KEY);
    private final Message original = message("<body>now bold</body>" + HTML);
    private final Message copy = message("<body>now *bold*</body>");

    private static Message message(String parts) {
        return Xml.message("<message xmlns='jabber:client' from='a@d/x' to='b@d/y' type='chat' id='1'>"
                + "<thread>t</thread>" + parts + "<active xmlns='http://jabber.org/protocol/chatstates'/></message>");
    }

    private Message marked() {
        assertTrue(marker.mark(copy, original));
        return copy;
    }

    /** As it comes from the offline store. */
    private static Message read(Message message) {
        return Xml.message(message.toXML());
    }

    private Result restored(Message message, Message expected) {
        Result result = marker.restore(message);
        assertEquals(
                Xml.element(expected.toXML()).asXML(),
                Xml.element(message.toXML()).asXML());
        return result;
    }

    @Test
    void restoresWhatWasSent() {
        assertEquals(Result.RESTORED, restored(marked(), original));
    }

    @Test
    void restoresItAfterTheServerHasWrittenAndReadIt() {
        assertEquals(Result.RESTORED, restored(read(marked()), original));
    }

    @Test
    void restoresItBesideWhatTheServerHasAdded() {
        Message stored = read(marked());
        String delay = "<delay xmlns='urn:xmpp:delay' from='d' stamp='2026-11-29T12:00:00Z'/>";
        stored.getElement().add(Xml.element(delay));
        Message expected = original.createCopy();
        expected.getElement().add(Xml.element(delay));
        assertEquals(Result.RESTORED, restored(stored, expected));
    }

    @Test
    void restoresAMessageWithinACarbon() {
        String carbon = "<message xmlns='jabber:client' from='b@d' to='b@d/y'><received xmlns='urn:xmpp:carbons:2'>"
                + "<forwarded xmlns='urn:xmpp:forward:0'>%s</forwarded></received></message>";
        Message sent = Xml.message(carbon.formatted(original.toXML()));
        Message converted = Xml.message(carbon.formatted(copy.toXML()));
        assertTrue(marker.mark(converted, sent));
        assertEquals(Result.RESTORED, restored(read(converted), sent));
    }

    @Test
    void restoresAMessageWhoseHtmlWasAdded() {
        Message styled = message("<body>now *bold*</body>");
        Message rich = message("<body>now *bold*</body>" + HTML);
        marker.mark(rich, styled);
        assertEquals(Result.RESTORED, restored(read(rich), styled));
    }

    @Test
    void isSmall() {
        int before = copy.toXML().length();
        int length = marked().toXML().length() - before;
        assertTrue(length < 320, () -> length + " characters");
    }

    @Test
    void doesNotHoldWhatIsTooLarge() {
        String before = copy.toXML();
        assertFalse(marker.mark(copy, message("<body>" + "x".repeat(40_000) + "</body>")));
        assertEquals(before, copy.toXML());
    }

    @Test
    void leavesAMessageWithoutOne() {
        assertEquals(Result.NONE, restored(original.createCopy(), original));
    }

    @Nested
    class OneThatDoesNotFit {

        private void isRemoved(Consumer<Message> change) {
            Message forged = read(marked());
            change.accept(forged);
            Message expected = forged.createCopy();
            expected.getElement().elements().stream()
                    .map(Element.class::cast)
                    .filter(child -> child.getNamespaceURI().equals(OriginalMarker.NAMESPACE))
                    .toList()
                    .forEach(expected.getElement()::remove);
            assertEquals(Result.REMOVED, restored(forged, expected));
        }

        private static Element of(Message message) {
            return message.getElement().elements().stream()
                    .map(Element.class::cast)
                    .filter(child -> child.getNamespaceURI().equals(OriginalMarker.NAMESPACE))
                    .findFirst()
                    .orElseThrow();
        }

        @Test
        void isOfAnotherSender() {
            isRemoved(message -> message.setFrom(new JID("c@d/x")));
        }

        @Test
        void isOfAnotherRecipient() {
            isRemoved(message -> message.setTo(new JID("c@d/y")));
        }

        @Test
        void isOfAnotherMessage() {
            isRemoved(message -> message.setID("2"));
        }

        @Test
        void isOfAnotherText() {
            isRemoved(message -> message.setBody("now *cold*"));
        }

        @Test
        void isOfOtherMarkup() {
            isRemoved(message -> message.getElement().add(Xml.element(HTML)));
        }

        @Test
        void isChanged() {
            isRemoved(message -> of(message).setText(of(message).getText().replace('A', 'B') + "AAAA"));
        }

        @Test
        void hasNoCode() {
            isRemoved(message -> of(message).addAttribute("code", null));
        }

        @Test
        void isNotBase64() {
            isRemoved(message -> of(message).addAttribute("code", "?").setText("?"));
        }

        @Test
        void isOneOfTwo() {
            isRemoved(message -> message.getElement().add(of(message).createCopy()));
        }

        @Test
        void isAnElementOfAnotherName() {
            isRemoved(message -> {
                message.getElement().remove(of(message));
                message.getElement().addElement("other", OriginalMarker.NAMESPACE);
            });
        }

        @Test
        void isMadeWithAnotherKey() {
            Message forged = copy.createCopy();
            new OriginalMarker(() -> new byte[32]).mark(forged, original);
            assertEquals(Result.REMOVED, restored(forged, copy));
        }
    }
}

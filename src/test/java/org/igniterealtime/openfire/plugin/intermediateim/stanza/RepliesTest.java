package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;

class RepliesTest {

    private static final String REQUEST =
            "<iq type='set' id='1' from='romeo@a.example/x' to='b.example'><q xmlns='urn:q'/></iq>";

    private static Optional<Packet> error(Packet stanza) {
        return Replies.error(stanza, PacketError.Condition.not_allowed, "No.");
    }

    @Test
    void anErrorGoesBackToTheSenderWithThePayload() {
        IQ error = (IQ) error(Xml.iq(REQUEST)).orElseThrow();
        assertEquals(IQ.Type.error, error.getType());
        assertEquals("romeo@a.example/x", error.getTo().toString());
        assertEquals("b.example", error.getFrom().toString());
        assertEquals("1", error.getID());
        assertEquals("urn:q", error.getElement().element("q").getNamespaceURI());
        assertEquals(PacketError.Condition.not_allowed, error.getError().getCondition());
        assertEquals("No.", error.getError().getText());
    }

    @Test
    void theRefusedStanzaIsLeftAsItWas() {
        IQ request = Xml.iq(REQUEST);
        error(request);

        assertEquals(Xml.iq(REQUEST).toXML(), request.toXML());
    }

    @Test
    void anErrorWithoutTextHasNone() {
        Packet error = Replies.error(Xml.iq(REQUEST), PacketError.Condition.not_allowed, "")
                .orElseThrow();
        assertNull(error.getError().getText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<iq type='result' id='1' from='a@b.example'/>",
                "<iq type='error' id='1' from='a@b.example'/>",
                "<iq type='get' id='1'/>"
            })
    void noErrorAnswersTheseIqs(String iq) {
        assertEquals(Optional.empty(), error(Xml.iq(iq)));
    }

    @Test
    void noErrorAnswersAnError() {
        assertEquals(Optional.empty(), error(Xml.message("<message type='error' from='a@b.example'/>")));
        assertEquals(Optional.empty(), error(Xml.presence("<presence type='error' from='a@b.example'/>")));
    }

    @Test
    void messagesAndPresenceAreAnswered() {
        assertEquals(
                "error",
                error(Xml.message("<message from='a@b.example'/>"))
                        .orElseThrow()
                        .getElement()
                        .attributeValue("type"));
        assertEquals(
                "error",
                error(Xml.presence("<presence from='a@b.example'/>"))
                        .orElseThrow()
                        .getElement()
                        .attributeValue("type"));
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;
import org.xmpp.packet.PacketError;

class StanzaErrorsTest {

    private static IQ iq(String error) {
        return Xml.iq("<iq type='error' id='1'>" + error + "</iq>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>",
                "<error type='cancel' code='409'/>"
            })
    void readsConditionAndType(String error) {
        assertEquals(Optional.of(PacketError.Condition.conflict), StanzaErrors.condition(iq(error)));
        assertEquals(Optional.of(PacketError.Type.cancel), StanzaErrors.type(iq(error)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<error/>",
                "<error type='nonsense'><nonsense xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>",
                "<error type='' code='x'/>",
                "<error code='999'/>"
            })
    void findsNothingInNonsense(String error) {
        assertEquals(Optional.empty(), StanzaErrors.condition(iq(error)));
        assertEquals(Optional.empty(), StanzaErrors.type(iq(error)));
    }
}

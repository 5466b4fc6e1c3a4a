package org.igniterealtime.openfire.plugin.intermediateim.muc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.JID;

class MucUserTest {

    private static final JID SEAT = new JID("a@b/seat");

    private static Element presence(String content) {
        return Xml.element("<presence><x xmlns='http://jabber.org/protocol/muc#user'>" + content + "</x></presence>");
    }

    private static MucUser read(String content) {
        return MucUser.in(presence(content));
    }

    @Test
    void nothingIsThere() {
        MucUser nothing = MucUser.in(
                Xml.element("<presence><x xmlns='http://jabber.org/protocol/muc'><status code='110'/></x></presence>"));
        assertFalse(nothing.has(110));
        assertEquals(Privileges.NONE, nothing.item().privileges());
        assertFalse(nothing.isAbout(SEAT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"110 ", "0110", "11", "", "-110", "\u0661\u0661\u0660"})
    void aCodeHasThreeDigits(String code) {
        assertFalse(read("<status code='" + code + "'/>").has(110));
        assertFalse(MucUser.hasStatus(presence("<status code='" + code + "'/>"), 110));
    }

    @ParameterizedTest
    @CsvSource({
        "<status code='110'/>, true",
        "<item/><status code='100'/><status code='110'/>, true",
        "<status code='210'/>, false",
        "<item code='110'/>, false",
        "'', false"
    })
    void aCodeIsFoundAlone(String content, boolean found) {
        assertEquals(found, MucUser.hasStatus(presence(content), 110));
    }

    @Test
    void nothingIsFoundElsewhere() {
        Element join =
                Xml.element("<presence><x xmlns='http://jabber.org/protocol/muc'><status code='110'/></x></presence>");
        assertFalse(MucUser.hasStatus(join, 110));
        assertFalse(MucUser.isIn(join));
        assertTrue(MucUser.isIn(presence("")));
    }

    @Test
    void muchIsNotRead() {
        String many = "<item role='visitor'/><status code='100'/>".repeat(1000);
        MucUser user = read(many + "<status code='110'/>");
        assertTrue(user.has(100));
        assertFalse(user.has(110));
        assertEquals(16, user.items().size());
        assertEquals(16, user.codes().length);
    }

    @ParameterizedTest
    @CsvSource({
        "a@b/seat, true, false",
        "a@b/other, false, true",
        "a@b, false, false",
        "A@B/seat, true, false",
        "x@b/seat, false, true"
    })
    void sessionsAreToldApart(String jid, boolean about, boolean others) {
        MucUser user = read("<item jid='" + jid + "'/>");
        assertEquals(about, user.isAbout(SEAT));
        assertEquals(others, user.isAboutOthersThan(SEAT));
    }

    @Test
    void oneAmongSeveralIsEnough() {
        MucUser user = read("<item jid='a@b/other'/><item jid='a@b/seat'/>");
        assertTrue(user.isAbout(SEAT));
        assertFalse(user.isAboutOthersThan(SEAT));
    }
}

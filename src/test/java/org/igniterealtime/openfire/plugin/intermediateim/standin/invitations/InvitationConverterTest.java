package org.igniterealtime.openfire.plugin.intermediateim.standin.invitations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.caps.AnnouncedClients.Announced;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Conversion;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.ConversionKind;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.ConversionPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

class InvitationConverterTest {

    private static final String MUC = "http://jabber.org/protocol/muc";
    private static final QName DIRECT = QName.get("x", "jabber:x:conference");
    private static final QName MEDIATED = QName.get("x", MUC + "#user");
    private static final JID CLIENT = new JID("hecate@shakespeare.lit/broom");
    private static final String INVITED = "<x xmlns='jabber:x:conference' jid='dark cave@macbeth.lit'"
            + " password='cauldronburn' reason='Hey Hecate' continue='true' thread='e0ff'/>";
    private static final String PASSED_ON = "<x xmlns='" + MUC + "#user'><invite from='crone1@shakespeare.lit/desktop'>"
            + "<reason>Hey Hecate</reason><continue thread='e0ff'/></invite><password>cauldronburn</password></x>";

    private final List<String> asked = new ArrayList<>();
    private boolean wouldPassOn = true;
    private ConversionPolicy policy = ConversionPolicy.DEFAULT;
    private final InvitationConverter converter = new InvitationConverter((inviter, room, invitee) -> {
        asked.add(inviter + " " + room + " " + invitee);
        return wouldPassOn;
    });

    private static Message message(String from, String content) {
        return Xml.message("<message xmlns='jabber:client' from='" + from
                + "' to='hecate@shakespeare.lit' id='i1' type='chat'>" + content.replace("dark cave", "darkcave")
                + "</message>");
    }

    private Optional<Conversion> convert(Message message, String... features) {
        String before = message.toXML();
        Announced knows = new Announced(
                "urn:x",
                Optional.of(new DiscoInfo(List.of(), Stream.of(features).toList())));
        Optional<Conversion> conversion = converter.convert(message, CLIENT, knows, policy);
        assertEquals(before, message.toXML(), "the message was changed");
        return conversion;
    }

    private void stays(Message message, String... features) {
        assertEquals(
                Optional.empty(),
                convert(message, features).map(Conversion::copy).map(Message::toXML));
    }

    private static Message direct(String content) {
        return message("crone1@shakespeare.lit/desktop", content);
    }

    private static Message passedOn(String content) {
        return message("darkcave@macbeth.lit", content);
    }

    @Nested
    class ADirectOne {

        @Test
        void isPassedOnByTheRoom() {
            Conversion conversion =
                    convert(direct("<body>come</body>" + INVITED), MUC).orElseThrow();
            assertEquals(ConversionKind.DIRECT_TO_MEDIATED, conversion.kind());
            Message copy = conversion.copy();
            assertEquals("darkcave@macbeth.lit", copy.getFrom().toString());
            assertEquals("hecate@shakespeare.lit", copy.getTo().toString());
            assertEquals(Message.Type.normal, copy.getType());
            assertEquals("i1", copy.getID());
            assertEquals("come", copy.getBody());
            assertNull(copy.getElement().element(DIRECT));
            Element x = copy.getElement().element(MEDIATED);
            assertEquals("cauldronburn", x.elementText("password"));
            Element invite = x.element("invite");
            assertEquals("crone1@shakespeare.lit", invite.attributeValue("from"));
            assertEquals("Hey Hecate", invite.elementText("reason"));
            assertEquals("e0ff", invite.element("continue").attributeValue("thread"));
            assertEquals(
                    List.of("crone1@shakespeare.lit/desktop darkcave@macbeth.lit hecate@shakespeare.lit/broom"), asked);
        }

        @Test
        void hasTheAddressInItsTextIfTheRoomWouldNotPassItOn() {
            wouldPassOn = false;
            Conversion conversion =
                    convert(direct("<body>come</body>" + INVITED), MUC).orElseThrow();
            assertEquals(ConversionKind.DIRECT_TO_TEXT, conversion.kind());
            Message expected = direct("<body>come\nxmpp:darkcave@macbeth.lit?join</body>" + INVITED);
            assertEquals(expected.toXML(), conversion.copy().toXML());
        }

        @Test
        void hasTheAddressInItsTextForAClientThatKnowsNoRooms() {
            assertEquals(
                    "Hey Hecate\nxmpp:darkcave@macbeth.lit?join",
                    convert(direct(INVITED)).orElseThrow().copy().getBody());
            assertEquals(List.of(), asked);
        }

        @Test
        void hasAnAddressThatIsAUri() {
            String invited = "<x xmlns='jabber:x:conference' jid='höhle#1%?join@macbeth.lit'/>";
            assertEquals(
                    "xmpp:h%C3%B6hle%231%25%3Fjoin@macbeth.lit?join",
                    convert(direct(invited)).orElseThrow().copy().getBody());
        }

        @Test
        void staysIfItsTextNamesTheRoom() {
            stays(direct("<body>come to darkcave@macbeth.lit, please</body>" + INVITED));
        }

        @Test
        void staysForThoseWhoKnowIt() {
            stays(direct(INVITED), "jabber:x:conference");
            stays(direct(INVITED), "jabber:x:conference", MUC);
            assertEquals(List.of(), asked);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    INVITED + PASSED_ON,
                    INVITED + "<encrypted xmlns='eu.siacs.conversations.axolotl'/>",
                    "<x xmlns='jabber:x:conference' jid='macbeth.lit'/>",
                    "<x xmlns='jabber:x:conference'/>",
                    "<body>come</body>"
                })
        void staysOtherwise(String content) {
            stays(direct(content), MUC);
            stays(direct(content));
        }

        @Test
        void staysInAnError() {
            Message error = direct(INVITED);
            error.setType(Message.Type.error);
            stays(error, MUC);
        }

        @Test
        void staysIfThatIsSwitchedOff() {
            policy = new ConversionPolicy(true, EnumSet.of(ConversionKind.DIRECT_TO_TEXT));
            assertEquals(
                    ConversionKind.DIRECT_TO_TEXT,
                    convert(direct(INVITED), MUC).orElseThrow().kind());
            policy = new ConversionPolicy(true, EnumSet.noneOf(ConversionKind.class));
            stays(direct(INVITED), MUC);
        }
    }

    @Nested
    class OneThatARoomPassesOn {

        @Test
        void hasTheDirectOneBesideIt() {
            Conversion conversion =
                    convert(passedOn(PASSED_ON), "jabber:x:conference").orElseThrow();
            assertEquals(ConversionKind.MEDIATED_TO_DIRECT, conversion.kind());
            Element x = conversion.copy().getElement().element(DIRECT);
            assertEquals("darkcave@macbeth.lit", x.attributeValue("jid"));
            assertEquals("cauldronburn", x.attributeValue("password"));
            assertEquals("Hey Hecate", x.attributeValue("reason"));
            assertEquals("true", x.attributeValue("continue"));
            assertEquals("e0ff", x.attributeValue("thread"));
            x.detach();
            assertEquals(passedOn(PASSED_ON).toXML(), conversion.copy().toXML());
        }

        @Test
        void staysForThoseWhoKnowIt() {
            stays(passedOn(PASSED_ON), MUC);
            stays(passedOn(PASSED_ON), MUC, "jabber:x:conference");
            stays(passedOn(PASSED_ON));
        }

        @Test
        void staysIfThatIsSwitchedOff() {
            policy = new ConversionPolicy(true, EnumSet.of(ConversionKind.DIRECT_TO_TEXT));
            stays(passedOn(PASSED_ON), "jabber:x:conference");
        }

        @Test
        void staysIfItIsNone() {
            stays(passedOn("<x xmlns='" + MUC + "#user'><decline from='a@d'/></x>"), "jabber:x:conference");
        }

        @Test
        void leadsNowhereButToItsSender() {
            Message message = message("stranger@elsewhere.lit/x", PASSED_ON);
            Element x = convert(message, "jabber:x:conference")
                    .orElseThrow()
                    .copy()
                    .getElement()
                    .element(DIRECT);
            assertEquals("stranger@elsewhere.lit", x.attributeValue("jid"));
            assertTrue(asked.isEmpty());
        }
    }
}

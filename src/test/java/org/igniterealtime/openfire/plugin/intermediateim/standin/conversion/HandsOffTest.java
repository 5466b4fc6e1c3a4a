package org.igniterealtime.openfire.plugin.intermediateim.standin.conversion;

import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.EACH;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.STYLING;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.XHTML;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.html;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.markup;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.message;
import static org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Samples.sanitizer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.Rendering;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.Message;

/** Each row of the table of messages whose text must not be touched. */
class HandsOffTest {
    private static final String IN_XHTML =
            "<body>see here</body>" + html("<em>see</em> <a href='https://e.org/'>here</a>");
    private static final String IN_STYLING = "<body>_see_ here</body>";
    private static final String IN_MARKUP =
            "<body>see here</body>" + markup("<span start='0' end='3'><emphasis/></span>");

    private final MessageConverter converter = new MessageConverter(sanitizer());

    private Optional<Message> convert(Message message, Rendering recipient) {
        return converter
                .convert(message, from -> STYLING, recipient, ConversionPolicy.DEFAULT)
                .map(Conversion::copy);
    }

    private void staysForAll(Message message) {
        for (Rendering recipient : EACH) {
            assertEquals(Optional.empty(), convert(message, recipient).map(Message::toXML), recipient::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<content xmlns='urn:xmpp:content' type='text/markdown'/>",
                "<unstyled xmlns='urn:xmpp:styling:0'/>",
                "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reactions:0'><body/></fallback>",
                "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:sfs:0'/>",
                "<encrypted xmlns='eu.siacs.conversations.axolotl'/>",
                "<encrypted xmlns='urn:xmpp:omemo:1'/>",
                "<encrypted xmlns='urn:xmpp:omemo:2'/>",
                "<openpgp xmlns='urn:xmpp:openpgp:0'/>",
                "<x xmlns='jabber:x:encrypted'/>",
                "<x xmlns='jabber:x:signed'/>",
                "<encryption xmlns='urn:xmpp:eme:0' namespace='urn:x'/>",
                "<envelope xmlns='urn:xmpp:sce:1'/>",
                "<signed xmlns='urn:xmpp:signed:0'/>",
                "<Signature xmlns='urn:xmpp:dsig:0'/>",
                "<c xmlns='http://www.xmpp.org/extensions/xep-0200.html#ns'/>",
                "<e2e xmlns='urn:ietf:params:xml:ns:xmpp-e2e'/>",
                "<retract xmlns='urn:xmpp:message-retract:0'/>",
                "<retract xmlns='urn:xmpp:message-retract:1' id='i'/>",
                "<moderated xmlns='urn:xmpp:message-moderate:0'/>",
                "<moderated xmlns='urn:xmpp:message-moderate:1'/>"
            })
    void nothingIsDoneBeside(String payload) {
        for (String content : List.of(IN_XHTML, IN_STYLING, IN_MARKUP)) {
            staysForAll(message(content + payload));
            staysForAll(message(payload + content));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<reference xmlns='urn:xmpp:reference:0' type='mention' begin='0' end='3' uri='xmpp:a@d'/>",
                "<reference xmlns='urn:xmpp:reference:0' type='data' end='3'/>",
                "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='3'/></fallback>",
                "<mention xmlns='urn:xmpp:mentions:0' start='0' end='3'/>",
                "<x xmlns='urn:xmpp:mmn:0'/>",
                "<rtt xmlns='urn:xmpp:rtt:0' seq='1'/>"
            })
    void bodyStaysBeside(String payload) {
        for (Rendering recipient : EACH) {
            for (String content : List.of(IN_XHTML, IN_STYLING, IN_MARKUP)) {
                Message message = message(content + payload);
                convert(message, recipient).ifPresent(copy -> assertEquals(message.getBody(), copy.getBody()));
            }
        }
        for (String content : List.of(IN_STYLING, IN_MARKUP)) {
            assertTrue(convert(message(content + payload), XHTML)
                    .orElseThrow()
                    .toXML()
                    .contains("<em>see</em>"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<reference xmlns='urn:xmpp:reference:0' type='mention' uri='xmpp:a@d'/>",
                "<fallback xmlns='urn:xmpp:fallback:0' for='urn:x'><subject/></fallback>",
                "<reply xmlns='urn:xmpp:reply:0' id='i'/>",
                "<x xmlns='jabber:x:oob'><url>https://e.org/</url></x>",
                "<x xmlns='jabber:x:oob'/>"
            })
    void bodyIsConvertedBeside(String payload) {
        assertEquals(
                "_see_ here (https://e.org/)",
                convert(message(IN_XHTML + payload), STYLING).orElseThrow().getBody());
    }

    @ParameterizedTest
    @ValueSource(strings = {"?OTR:AAMC", "?OTRv23? _hi_"})
    void nothingIsDoneWithinOtr(String body) {
        staysForAll(message("<body>" + body + "</body>" + html("<em>" + body + "</em>")));
        staysForAll(message("<body>" + body + "</body>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://e.org/", " https://e.org/\n"})
    void bodyThatIsTheAddressOfAFileStays(String body) {
        String file = "<x xmlns='jabber:x:oob'><url>https://e.org/</url></x>";
        staysForAll(message("<body>" + body + "</body>" + html("<em>" + body + "</em>") + file));
    }

    @ParameterizedTest
    @ValueSource(strings = {IN_STYLING})
    void errorsStay(String content) {
        for (String each : List.of(content, IN_XHTML, IN_MARKUP)) {
            staysForAll(Xml.message("<message xmlns='jabber:client' type='error'>" + each + "</message>"));
        }
    }
}

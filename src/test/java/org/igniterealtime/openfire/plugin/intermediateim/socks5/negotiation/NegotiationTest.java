package org.igniterealtime.openfire.plugin.intermediateim.socks5.negotiation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.negotiation.StreamhostOffer.Host;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.negotiation.StreamhostOffer.RefusedException;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.PacketError.Condition;

class NegotiationTest {

    private static final JID REQUESTER = new JID("requester@example.com/foo");
    private static final JID TARGET = new JID("target@example.org/bar");
    private static final JID PROXY = new JID("streamer.example.com");
    private static final String SID = "vxf9n471bn46";
    private static final DestinationAddress MEETS = new DestinationAddress("98b8d688d0f5d895fd41c5e7309a2e9e33ba32ff");
    private static final String PROXY_XML = "<streamhost jid='streamer.example.com' host='24.24.24.1' port='7625'/>";
    private static final Host PROXY_HOST = new Host(PROXY, "24.24.24.1", 7625);

    private static IQ iq(String attributes, String content) {
        return Xml.iq("<iq type='set' id='1' from='" + REQUESTER + "' to='" + TARGET + "'>"
                + "<query xmlns='http://jabber.org/protocol/bytestreams' " + attributes + ">" + content
                + "</query></iq>");
    }

    private static IQ iq(String content) {
        return iq("sid='" + SID + "'", content);
    }

    private static IQ sent(Step step) {
        return Xml.iq(assertInstanceOf(Step.Send.class, step).stanza().toXML());
    }

    @Nested
    class ReadingAnOffer {

        @ParameterizedTest
        @ValueSource(strings = {"", "mode='tcp'", "zeroconf='x'"})
        @Requirement({"0065-19", "0065-20"})
        void takesTcp(String attributes) throws RefusedException {
            StreamhostOffer offer = StreamhostOffer.read(iq("sid='" + SID + "' " + attributes, PROXY_XML));
            assertEquals(new StreamhostOffer(SID, MEETS, List.of(PROXY_HOST)), offer);
        }

        @Test
        @Requirement({"0065-02", "0065-72"})
        void refusesUdp() {
            assertRefused(Condition.not_acceptable, iq("sid='" + SID + "' mode='udp'", PROXY_XML));
        }

        @Test
        @Requirement("0065-22")
        void refusesWhatIsBroken() {
            IQ twice = iq(PROXY_XML);
            twice.getElement().addElement("query", "http://jabber.org/protocol/bytestreams");

            assertRefused(Condition.bad_request, iq("", PROXY_XML));
            assertRefused(Condition.bad_request, iq("sid='" + "a".repeat(257) + "'", PROXY_XML));
            assertRefused(Condition.bad_request, iq(""));
            assertRefused(Condition.bad_request, iq("sid='" + SID + "' dstaddr='x'", PROXY_XML));
            assertRefused(Condition.bad_request, twice);
        }

        private void assertRefused(Condition condition, IQ iq) {
            RefusedException refused = assertThrows(RefusedException.class, () -> StreamhostOffer.read(iq));
            IQ answer = TargetNegotiation.refuse(iq, refused.condition());
            assertEquals(condition, answer.getError().getCondition());
            assertEquals(REQUESTER, answer.getTo());
            assertEquals("1", answer.getID());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "jid='@bad' host='h.example' port='1'",
                    "host='h.example' port='1'",
                    "jid='p.example' port='1'",
                    "jid='p.example' host='' port='1'",
                    "jid='p.example' host='999.1.1.1' port='1'",
                    "jid='p.example' host='2130706433' port='1'",
                    "jid='p.example' host='0177.0.0.1.' port='1'",
                    "jid='p.example' host='a b' port='1'",
                    "jid='p.example' host='[::1]' port='1'",
                    "jid='p.example' host='fe80::1%eth0' port='1'",
                    "jid='p.example' host='224.0.0.1' port='1'",
                    "jid='p.example' host='h.example' port='0'",
                    "jid='p.example' host='h.example' port='65536'",
                    "jid='p.example' host='h.example' port='+80'",
                    "jid='p.example' host='h.example' port='0x50'",
                    "jid='p.example' host='h.example' port=''"
                })
        @Requirement({"0065-25", "0065-26", "0065-27"})
        void skipsAHostThatCanNotBe(String attributes) throws RefusedException {
            StreamhostOffer offer = StreamhostOffer.read(iq("<streamhost " + attributes + "/>" + PROXY_XML));
            assertEquals(List.of(PROXY_HOST), offer.hosts());
        }

        @Test
        @Requirement("0065-28")
        void takesTheDefaultPort() throws RefusedException {
            StreamhostOffer offer = StreamhostOffer.read(iq("<streamhost jid='p.example' host='h.example'/>"));
            assertEquals(List.of(new Host(new JID("p.example"), "h.example", 1080)), offer.hosts());
        }

        @Test
        @Requirement("0065-24")
        void ignoresChildrenOfOldClients() throws RefusedException {
            StreamhostOffer offer =
                    StreamhostOffer.read(iq("<streamhost jid='streamer.example.com' host='24.24.24.1' port='7625'>x"
                            + "<proxy xmlns='http://affinix.com/jabber/stream'/></streamhost>"
                            + "<fast xmlns='http://affinix.com/jabber/stream'/>"));
            assertEquals(List.of(PROXY_HOST), offer.hosts());
        }

        @Test
        @Requirement("0065-66")
        void takesTheAddressThatItIsTold() throws RefusedException {
            String address = "416781edf1ae50bad01cb8509ba35b43952bc345";
            StreamhostOffer offer = StreamhostOffer.read(iq("sid='" + SID + "' dstaddr='" + address + "'", PROXY_XML));
            assertEquals(new DestinationAddress(address), offer.meets());
        }

        @Test
        @Requirement({"0065-33", "0065-35"})
        void hashesBareAddressesAsTheyAre() throws RefusedException {
            IQ iq = iq(PROXY_XML);
            iq.setFrom("requester@example.com");
            iq.setTo("target@example.org");
            DestinationAddress meets = new DestinationAddress("770ccb5a8da8f1f095192966e6bc1d1fd4f592a7");
            assertEquals(meets, StreamhostOffer.read(iq).meets());
        }

        @Test
        void countsNoMoreHostsThanAClientCanHave() throws RefusedException {
            StringBuilder hosts = new StringBuilder();
            for (int port = 1; port <= 100; port++) {
                hosts.append("<streamhost jid='p.example' host='h.example' port='" + port + "'/>");
            }
            assertEquals(16, StreamhostOffer.read(iq(hosts.toString())).hosts().size());
        }

        @Property
        void neverThrowsAnythingElse(@ForAll String jid, @ForAll String host, @ForAll String port) {
            IQ iq = iq(PROXY_XML);
            iq.getChildElement()
                    .element("streamhost")
                    .addAttribute("jid", jid)
                    .addAttribute("host", host)
                    .addAttribute("port", port);
            try {
                assertTrue(StreamhostOffer.read(iq).hosts().size() <= 1);
            } catch (RefusedException e) {
                assertEquals(Condition.bad_request, e.condition());
            }
        }
    }

    @Nested
    class TheTarget {

        private final Host direct = new Host(REQUESTER, "192.168.4.1", 5086);
        private final IQ request =
                iq("<streamhost jid='" + REQUESTER + "' host='192.168.4.1' port='5086'/>" + PROXY_XML);

        private TargetNegotiation target(boolean all) throws RefusedException {
            StreamhostOffer offer = StreamhostOffer.read(request);
            return new TargetNegotiation(request, offer, all ? offer.hosts() : List.of(PROXY_HOST));
        }

        @Test
        @Requirement({"0065-29", "0065-41", "0065-42", "0065-43", "0065-44", "0065-45"})
        void triesOneHostAfterTheOther() throws RefusedException {
            TargetNegotiation target = target(true);

            assertEquals(new Step.Connect(direct, MEETS), target.next());
            assertEquals(new Step.Connect(PROXY_HOST, MEETS), target.next());

            IQ answer = sent(target.connected());
            Element query = answer.getChildElement();
            assertEquals(IQ.Type.result, answer.getType());
            assertEquals("1", answer.getID());
            assertEquals(REQUESTER, answer.getTo());
            assertEquals(TARGET, answer.getFrom());
            assertEquals("http://jabber.org/protocol/bytestreams", query.getNamespaceURI());
            assertEquals(SID, query.attributeValue("sid"));
            assertEquals(1, query.elements().size());
            assertEquals(
                    "streamer.example.com", query.element("streamhost-used").attributeValue("jid"));
            assertTrue(query.element("streamhost-used").elements().isEmpty());
            assertEquals("", query.element("streamhost-used").getText());
        }

        @Test
        void leavesOutWhatItMayNotTry() throws RefusedException {
            assertEquals(new Step.Connect(PROXY_HOST, MEETS), target(false).next());
        }

        @Test
        @Requirement("0065-38")
        void saysThatNoHostCanBeReached() throws RefusedException {
            TargetNegotiation target = target(false);
            target.next();

            IQ answer = sent(target.next());

            assertEquals(IQ.Type.error, answer.getType());
            assertEquals("1", answer.getID());
            assertEquals(Condition.item_not_found, answer.getError().getCondition());
            assertEquals(PacketError.Type.cancel, answer.getError().getType());
        }

        @Test
        @Requirement("0065-23")
        void saysThatTheStreamIsNotWanted() {
            IQ answer = TargetNegotiation.refuse(request, Condition.not_acceptable);
            assertEquals(PacketError.Type.modify, answer.getError().getType());
        }
    }

    @Nested
    class TheRequester {

        private final Host second = new Host(PROXY, "2001:db8::1", 7625);
        private final Host other = new Host(new JID("other.example.com"), "h.example", 7777);
        private RequesterNegotiation requester =
                new RequesterNegotiation(REQUESTER, TARGET, SID, List.of(PROXY_HOST, second, other));
        private final IQ offer = sent(requester.offer());

        private Step answer(String content) {
            IQ answer = Xml.iq("<iq type='result' id='" + offer.getID() + "' from='" + TARGET + "' to='" + REQUESTER
                    + "'>" + content + "</iq>");
            assertTrue(requester.awaits(answer));
            return requester.answered(answer);
        }

        private Step uses(String jid) {
            return answer("<query xmlns='http://jabber.org/protocol/bytestreams'><streamhost-used jid='" + jid
                    + "'/></query>");
        }

        @Test
        @Requirement({"0065-15", "0065-16", "0065-17", "0065-19", "0065-21", "0065-24", "0095-06"})
        void offersProxies() throws RefusedException {
            Element query = offer.getChildElement();
            Element first = query.element("streamhost");

            assertEquals(IQ.Type.set, offer.getType());
            assertEquals(REQUESTER, offer.getFrom());
            assertEquals(SID, query.attributeValue("sid"));
            assertEquals("streamer.example.com", first.attributeValue("jid"));
            assertEquals("24.24.24.1", first.attributeValue("host"));
            assertEquals("7625", first.attributeValue("port"));
            assertTrue(first.elements().isEmpty());
            assertEquals(
                    new StreamhostOffer(SID, MEETS, List.of(PROXY_HOST, second, other)), StreamhostOffer.read(offer));
        }

        @Test
        @Requirement("0065-15")
        void offersNothingWithoutAProxy() {
            assertThrows(
                    IllegalArgumentException.class, () -> new RequesterNegotiation(REQUESTER, TARGET, SID, List.of()));
        }

        @Test
        @Requirement("0065-18")
        void offersEachPlaceOnce() {
            Host again = new Host(new JID("other.example.com"), "24.24.24.1", 7625);
            requester = new RequesterNegotiation(REQUESTER, TARGET, SID, List.of(PROXY_HOST, again));
            assertEquals(
                    1,
                    sent(requester.offer())
                            .getChildElement()
                            .elements("streamhost")
                            .size());
        }

        @Test
        @Requirement({"0065-64", "0065-65", "0065-67"})
        void tellsAnOccupantTheAddress() {
            JID occupant = new JID("room@conference.example.net/Tget");
            requester = new RequesterNegotiation(REQUESTER, occupant, "yia72g3v49j7", List.of(PROXY_HOST));

            IQ iq = sent(requester.offer());

            assertEquals(occupant, iq.getTo());
            assertEquals(
                    "416781edf1ae50bad01cb8509ba35b43952bc345",
                    iq.getChildElement().attributeValue("dstaddr"));
        }

        @Test
        @Requirement({"0065-33", "0065-35", "0065-47", "0065-48", "0065-49", "0065-50"})
        void connectsToTheSameProxyAndActivates() {
            assertEquals(new Step.Connect(PROXY_HOST, MEETS), uses("streamer.example.com"));

            IQ activate = sent(requester.connected());
            Element query = activate.getChildElement();
            assertEquals(IQ.Type.set, activate.getType());
            assertEquals(PROXY, activate.getTo());
            assertEquals(REQUESTER, activate.getFrom());
            assertEquals(SID, query.attributeValue("sid"));
            assertEquals(1, query.elements().size());
            assertEquals(0, query.element("activate").attributeCount());
            assertEquals(TARGET.toString(), query.elementText("activate"));

            IQ activated = IQ.createResultIQ(activate);
            assertTrue(requester.awaits(activated));
            assertEquals(new Step.Open(), requester.answered(activated));
            assertFalse(requester.awaits(activated));
        }

        @Test
        void triesAllPlacesOfTheProxy() {
            uses("streamer.example.com");
            assertEquals(new Step.Connect(second, MEETS), requester.unreachable());
            assertEquals(new Step.Failed(), requester.unreachable());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "<query xmlns='http://jabber.org/protocol/bytestreams'/>",
                    "<query xmlns='http://jabber.org/protocol/bytestreams'><streamhost-used/></query>",
                    "<query xmlns='http://jabber.org/protocol/bytestreams'><streamhost-used jid='evil.example'/></query>",
                    "<query xmlns='urn:x'><streamhost-used jid='streamer.example.com'/></query>",
                    "<query xmlns='http://jabber.org/protocol/bytestreams'><streamhost-used jid='streamer.example.com'/>"
                            + "<streamhost-used jid='other.example.com'/></query>"
                })
        @Requirement({"0065-42", "0065-43"})
        void failsIfNoOfferedHostIsNamed(String content) {
            assertEquals(new Step.Failed(), answer(content));
        }

        @Test
        @Requirement({"0065-45", "0065-41"})
        void goesByTheIdOfTheAnswer() {
            IQ strangers = Xml.iq("<iq type='result' id='" + offer.getID() + "' from='x@y' to='" + REQUESTER + "'/>");
            IQ others = Xml.iq("<iq type='result' id='x' from='" + TARGET + "' to='" + REQUESTER + "'/>");

            assertFalse(requester.awaits(strangers));
            assertFalse(requester.awaits(others));
            assertFalse(requester.awaits(offer));
        }

        @Test
        void failsWithAnyError() {
            IQ refused = IQ.createResultIQ(offer);
            refused.setError(Condition.item_not_found);
            assertTrue(requester.awaits(refused));
            assertEquals(new Step.Failed(), requester.answered(refused));
        }

        @Test
        void failsIfTheProxyDoesNotActivate() {
            uses("streamer.example.com");
            IQ refused = IQ.createResultIQ(sent(requester.connected()));
            refused.setError(Condition.not_allowed);
            assertEquals(new Step.Failed(), requester.answered(refused));
        }

        @Test
        void failsWithoutAnswer() {
            assertEquals(new Step.Failed(), requester.timeout());
        }
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Socks5Client;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Transfer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.JID;

/** The proxy on a real server, with raw stanzas and raw sockets: the rows of the checklist. */
class BytestreamsIT {

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    private static final String PROXY = "bytestreams.example.org";
    private static final String SETTING = "plugin.intermediateim.socks5.";

    private final List<Socks5Client> sockets = new ArrayList<>();
    private RawClient romeo;
    private RawClient juliet;

    @BeforeEach
    void login() {
        openfire.property(SETTING + "failures-in-a-row", "0"); // all tests come from one address
        openfire.property(SETTING + "connections-per-second", "0");
        romeo = openfire.client("romeo");
        juliet = openfire.client("juliet");
    }

    @AfterEach
    void closeSockets() throws IOException {
        for (Socks5Client socket : sockets) {
            socket.close();
        }
    }

    private static String address(String sid, RawClient requester, RawClient target) {
        return DestinationAddress.of(sid, new JID(requester.jid()), new JID(target.jid()))
                .hex();
    }

    private Socks5Client connect() {
        Socks5Client socket = new Socks5Client(openfire.server().proxyPort());
        sockets.add(socket);
        return socket;
    }

    private Socks5Client join(String address) throws IOException {
        return connect().join(address);
    }

    private static Element activate(RawClient requester, String sid, String target) {
        return requester.ask(
                "<iq type='set' id='%s' to='" + PROXY + "'><query xmlns='http://jabber.org/protocol/bytestreams'"
                        + " sid='" + sid + "'><activate>" + target + "</activate></query></iq>");
    }

    private static void activated(RawClient requester, String sid, RawClient target) {
        Element answer = activate(requester, sid, target.jid());
        assertEquals("result", answer.attributeValue("type"), answer.asXML());
    }

    private static Element askAddress(RawClient client, String attributes) {
        return client.ask("<iq type='get' id='%s' to='" + PROXY
                + "'><query xmlns='http://jabber.org/protocol/bytestreams'" + attributes + "/></iq>");
    }

    private static void assertRefused(String type, String condition, Element answer) {
        Element error = answer.element("error");
        assertEquals("error", answer.attributeValue("type"), answer.asXML());
        assertEquals(type, error.attributeValue("type"), answer.asXML());
        assertTrue(error.element(condition) != null, answer.asXML());
        assertEquals(PROXY, answer.attributeValue("from"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    @Nested
    class Discovery {

        @Test
        @Requirement("0065-04")
        void isAnItemOfTheServer() {
            Element items = romeo.ask("<iq type='get' id='%s' to='example.org'>"
                    + "<query xmlns='http://jabber.org/protocol/disco#items'/></iq>");
            assertTrue(items.asXML().contains("jid=\"" + PROXY + "\""), items.asXML());
        }

        @Test
        @Requirement({"0065-02", "0065-03", "0065-05", "0065-71"})
        void saysThatItIsAProxyForBytestreams() {
            Element query = romeo.ask("<iq type='get' id='%s' to='" + PROXY + "'>"
                            + "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>")
                    .element("query");
            Element identity = query.element("identity");
            assertEquals("proxy", identity.attributeValue("category"));
            assertEquals("bytestreams", identity.attributeValue("type"));
            List<String> features = query.elements("feature").stream()
                    .map(each -> each.attributeValue("var"))
                    .toList();
            assertTrue(features.contains("http://jabber.org/protocol/bytestreams"), features.toString());
            assertFalse(features.contains("http://jabber.org/protocol/bytestreams#udp"), features.toString());
        }

        @Test
        @Requirement("0065-03")
        void isGoneWhenSwitchedOffAndBackWhenSwitchedOn() throws Exception {
            join(address("off", romeo, juliet));
            openfire.property(SETTING + "enabled", "false");
            assertEquals("error", askAddress(romeo, "").attributeValue("type"));
            assertEquals(0, sockets.get(0).readToEnd().length, "streams are closed");
            org.junit.jupiter.api.Assertions.assertThrows(java.io.UncheckedIOException.class, () -> connect());
            openfire.control().setProperty(SETTING + "enabled", "true");
            assertEquals("result", askAddress(romeo, "").attributeValue("type"));
            join(address("on", romeo, juliet));
        }

        @Test
        void movesAtOnceToAnotherSubdomain() {
            openfire.property(SETTING + "subdomain", "elsewhere");
            Element answer = romeo.ask("<iq type='get' id='%s' to='elsewhere.example.org'>"
                    + "<query xmlns='http://jabber.org/protocol/bytestreams'/></iq>");

            assertEquals(
                    "elsewhere.example.org",
                    answer.element("query").element("streamhost").attributeValue("jid"));
        }
    }

    @Nested
    class Address {

        @Test
        @Requirement({"0065-09", "0065-24", "0065-25", "0065-26", "0065-27"})
        void namesHostPortAndItself() {
            Element answer = askAddress(romeo, "");
            Element host = answer.element("query").element("streamhost");

            assertEquals(PROXY, host.attributeValue("jid"));
            assertEquals(String.valueOf(openfire.server().proxyPort()), host.attributeValue("port"));
            assertFalse(host.attributeValue("host").isEmpty());
            assertEquals(0, host.nodeCount());
        }

        @Test
        @Requirement("0065-12")
        void isNotToldToWhoMayNotUseTheProxy() {
            openfire.property(SETTING + "blocked", "someone@example.org, " + romeo.bareJid());
            Element answer = askAddress(romeo, "");

            assertRefused("auth", "forbidden", answer);
            assertTrue(answer.element("error").elementText("text").contains("proxy"), answer.asXML());
            assertEquals("result", askAddress(juliet, "").attributeValue("type"));
        }

        @Test
        @Requirement({"0065-13", "0065-14"})
        void isNotToldWhenNobodyCouldConnect() throws IOException {
            try (java.net.ServerSocket taken =
                    new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
                String port = String.valueOf(openfire.server().proxyPort());
                openfire.control().setProperty(SETTING + "port", String.valueOf(taken.getLocalPort()));
                assertRefused("cancel", "not-allowed", askAddress(romeo, ""));
                openfire.control().setProperty(SETTING + "port", port);
                assertEquals("result", askAddress(romeo, "").attributeValue("type"));
            }
        }
    }

    @Nested
    class Activating {

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        @Requirement({"0065-52", "0065-59"})
        void opensTheStreamWhicheverPartyConnectsFirst(boolean targetFirst) throws Exception {
            String address = address("s1", romeo, juliet);
            Socks5Client one = join(address);
            Socks5Client other = join(address);
            activated(romeo, "s1", juliet);
            (targetFirst ? one : other).write(bytes("hello"));
            (targetFirst ? other : one).expect(bytes("hello"));
            (targetFirst ? other : one).write(bytes("there"));
            (targetFirst ? one : other).expect(bytes("there"));
        }

        @Test
        void isAnsweredAgainWhenItIsAskedAgain() throws Exception {
            String address = address("again", romeo, juliet);
            Socks5Client one = join(address);
            Socks5Client other = join(address);
            activated(romeo, "again", juliet);
            activated(romeo, "again", juliet);
            one.write(bytes("x"));
            other.expect(bytes("x"));
        }

        /** XEP-0260 §2.4: whose candidate is used activates it, and comes first in the hash. */
        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void isForEitherPartyOfAJingleSession(boolean byResponder) throws Exception {
            romeo.send(
                    "<iq type='set' id='j' to='" + juliet.jid()
                            + "'><jingle xmlns='urn:xmpp:jingle:1' action='session-initiate'"
                            + " initiator='" + romeo.jid() + "' sid='a73'><content creator='initiator' name='ex'>"
                            + "<description xmlns='urn:xmpp:jingle:apps:file-transfer:5'><file><name>a.txt</name><size>5</size></file>"
                            + "</description><transport xmlns='urn:xmpp:jingle:transports:s5b:1' mode='tcp' sid='vj3'/></content></jingle></iq>");
            juliet.await(stanza -> "j".equals(stanza.attributeValue("id")));
            RawClient activator = byResponder ? juliet : romeo;
            RawClient other = byResponder ? romeo : juliet;
            Socks5Client one = join(address("vj3", activator, other));
            Socks5Client two = join(address("vj3", activator, other));
            activated(activator, "vj3", other);
            one.write(bytes("hello"));
            two.expect(bytes("hello"));
        }

        @Test
        @Requirement({"0065-51", "0065-53", "0065-54"})
        void isRefusedToAStrangerWhoKnowsTheSid() throws Exception {
            String address = address("s2", romeo, juliet);
            Socks5Client one = join(address);
            Socks5Client other = join(address);
            RawClient tybalt = openfire.client("tybalt");
            assertRefused("cancel", "item-not-found", activate(tybalt, "s2", juliet.jid()));
            activated(romeo, "s2", juliet);
            one.write(bytes("x"));
            other.expect(bytes("x"));
        }

        @Test
        @Requirement("0065-54")
        void isRefusedToAJidThatIsTheEndOfTheRequesters() throws Exception {
            String tail = romeo.jid().substring(1);
            openfire.control().createUser(tail.substring(0, tail.indexOf('@')), "secret");
            RawClient omeo = openfire.connect(tail.substring(0, tail.indexOf('@')), "raw");
            romeo.send("<iq type='set' id='o' to='" + juliet.jid()
                    + "'><query xmlns='http://jabber.org/protocol/bytestreams'" + " sid='s'><streamhost jid='" + PROXY
                    + "' host='x' port='1'/></query></iq>");
            juliet.await(stanza -> "o".equals(stanza.attributeValue("id")));
            String address = address("s", romeo, juliet);
            join(address);
            join(address);
            assertRefused("cancel", "item-not-found", activate(omeo, "sr", juliet.jid()));
            activated(romeo, "s", juliet);
        }

        @Test
        @Requirement({"0065-53", "0065-56"})
        void isRefusedForAnotherTarget() throws Exception {
            join(address("s3", romeo, juliet));
            join(address("s3", romeo, juliet));

            assertRefused("cancel", "item-not-found", activate(romeo, "s3", "other@example.org/x"));
        }

        @Test
        @Requirement({"0065-53", "0065-55"})
        void isRefusedWhileOnlyOneIsConnected() throws Exception {
            join(address("s4", romeo, juliet));
            assertRefused("cancel", "not-allowed", activate(romeo, "s4", juliet.jid()));
        }

        @Test
        @Requirement("0065-36")
        void preparesTheTargetsJid() throws Exception {
            String address = address("s5", romeo, juliet);
            join(address);
            join(address);
            String other = juliet.jid().replace("example.org", "EXAMPLE.org").replace("juliet", "Juliet");

            assertEquals("result", activate(romeo, "s5", " " + other + " ").attributeValue("type"));
        }

        @Test
        @Requirement("0065-36")
        void keepsTheCaseOfTheResource() throws Exception {
            String address = address("s6", romeo, juliet);
            join(address);
            join(address);

            assertRefused("cancel", "item-not-found", activate(romeo, "s6", juliet.bareJid() + "/RAW"));
        }

        @Test
        @Requirement("0065-35")
        void goesByTheBareJidWhereThatWasOffered() throws Exception {
            String address = DestinationAddress.of("s7", new JID(romeo.jid()), new JID(juliet.bareJid()))
                    .hex();
            join(address);
            join(address);

            assertEquals("result", activate(romeo, "s7", juliet.bareJid()).attributeValue("type"));
        }

        @Test
        @Requirement("0065-67")
        void worksForARoomJid() throws Exception {
            String target = "room@conference.example.org/Tget";
            String address = DestinationAddress.of("s8", new JID(romeo.jid()), new JID(target))
                    .hex();
            join(address);
            join(address);

            assertEquals("result", activate(romeo, "s8", target).attributeValue("type"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"<activate>a@b/c</activate><activate>a@b/c</activate>", "", "<other/>"})
        @Requirement("0065-49")
        void needsExactlyOneTarget(String payload) {
            assertRefused(
                    "modify",
                    "bad-request",
                    romeo.ask("<iq type='set' id='%s' to='" + PROXY
                            + "'><query xmlns='http://jabber.org/protocol/bytestreams' sid='x'>" + payload
                            + "</query></iq>"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"@bad", "", "a@b@c/d"})
        @Requirement("0065-50")
        void needsAJid(String target) {
            assertRefused("modify", "jid-malformed", activate(romeo, "x", target));
        }

        @Test
        @Requirement({"0065-61", "0065-35"})
        void tellsStreamsOfOneSidApart() throws Exception {
            RawClient tybalt = openfire.client("tybalt");
            record Both(Socks5Client one, Socks5Client other, String text) {}
            List<Both> streams = new ArrayList<>();
            for (RawClient requester : List.of(romeo, tybalt)) {
                for (String sid : List.of("a", "b")) {
                    String address = address(sid, requester, juliet);
                    streams.add(new Both(join(address), join(address), requester.jid() + sid));
                    activated(requester, sid, juliet);
                }
            }
            for (Both each : streams) {
                each.other().write(bytes(each.text()));
            }
            for (Both each : streams) {
                each.one().expect(bytes(each.text()));
            }
        }

        @Test
        void isRefusedWhereThePartiesBlockEachOther() throws Exception {
            juliet.ask("<iq type='set' id='%s'><query xmlns='jabber:iq:privacy'><list name='no'>"
                    + "<item type='jid' value='" + romeo.bareJid() + "' action='deny' order='1'/></list></query></iq>");
            juliet.ask("<iq type='set' id='%s'><query xmlns='jabber:iq:privacy'><active name='no'/></query></iq>");
            assertRefused("cancel", "item-not-found", activate(romeo, "s9", juliet.jid()));
            join(address("s9", romeo, juliet));
            assertRefused("cancel", "not-allowed", activate(romeo, "s9", juliet.jid()));
            join(address("s9", romeo, juliet));
            assertRefused("cancel", "item-not-found", activate(romeo, "s9", juliet.jid()));
        }

        /**
         * Who blocks the requester, who is not there and who never was all look like somebody whose stream nobody
         * knows.
         */
        @ParameterizedTest
        @ValueSource(strings = {"/ghost", "/raw"})
        void isRefusedForATargetOfOursThatIsNotThere(String resource) throws Exception {
            String target =
                    resource.equals("/ghost") ? juliet.bareJid() + resource : "invented-" + juliet.bareJid() + resource;
            String address = DestinationAddress.of("g", new JID(romeo.jid()), new JID(target))
                    .hex();
            assertRefused("cancel", "item-not-found", activate(romeo, "g", target));
            join(address);
            join(address);
            assertRefused("cancel", "item-not-found", activate(romeo, "g", target));
        }

        /** Mercutio has both sockets himself, and names juliet as the target. */
        @Test
        void countsForNobodyElseThanWhoHasAgreed() throws Exception {
            openfire.property(SETTING + "streams-per-user", "2");
            RawClient mercutio = openfire.client("mercutio");
            for (String sid : List.of("m1", "m2")) {
                join(address(sid, mercutio, juliet));
                join(address(sid, mercutio, juliet));
                activated(mercutio, sid, juliet);
            }
            join(address("m3", mercutio, juliet));
            join(address("m3", mercutio, juliet));
            assertRefused("wait", "resource-constraint", activate(mercutio, "m3", juliet.jid()));
            try (Transfer transfer =
                    Transfer.open(openfire.server().proxyPort(), romeo, juliet, "r1", "letter.txt", 5)) {
                transfer.pass(5);
            }
        }

        @Test
        void countsForATargetThatHasAgreed() throws Exception {
            openfire.property(SETTING + "streams-per-user", "1");
            RawClient mercutio = openfire.client("mercutio");
            try (Transfer transfer =
                    Transfer.open(openfire.server().proxyPort(), romeo, juliet, "r1", "letter.txt", 5)) {
                transfer.pass(5);
                IOException refused = assertThrows(
                        IOException.class,
                        () -> Transfer.open(openfire.server().proxyPort(), mercutio, juliet, "m1", "letter.txt", 5));
                assertTrue(refused.getMessage().contains("resource-constraint"), refused.getMessage());
            }
        }

        @Test
        void isRefusedAboveTheNumberOfStreamsOfAUser() throws Exception {
            openfire.property(SETTING + "streams-per-user", "1");
            for (String sid : List.of("first", "second")) {
                join(address(sid, romeo, juliet));
                join(address(sid, romeo, juliet));
            }
            activated(romeo, "first", juliet);
            Element answer = activate(romeo, "second", juliet.jid());
            assertRefused("wait", "resource-constraint", answer);
            assertFalse(answer.element("error").elementText("text").isEmpty());
            sockets.get(0).write(bytes("still there"));
            sockets.get(1).expect(bytes("still there"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"one", "both"})
        void isRefusedToThoseWhoAreNotInAGroup(String parties) throws Exception {
            openfire.property(SETTING + "parties", parties);
            openfire.property(SETTING + "groups", "no such group");
            join(address("s10", romeo, juliet));
            join(address("s10", romeo, juliet));

            assertRefused("auth", "forbidden", activate(romeo, "s10", juliet.jid()));
        }
    }

    @Nested
    class OnTheWire {

        @Test
        @Requirement({"0065-31", "0065-37", "0065-39"})
        void repeatsTheAddressItWasAskedFor() throws Exception {
            String address = address("w1", romeo, juliet).toUpperCase(java.util.Locale.ROOT);
            Socks5Client socket = connect();
            socket.write((byte) 5, (byte) 2, (byte) 0, (byte) 2);
            socket.expect((byte) 5, (byte) 0);
            socket.write(Socks5Client.connect(address));
            socket.expect(Socks5Client.reply(0, address));
        }

        @Test
        @Requirement("0065-31")
        void closesOnWhoInsistsOnAuthentication() throws Exception {
            Socks5Client socket = connect();
            socket.write((byte) 5, (byte) 1, (byte) 2);

            assertArrayEquals(new byte[] {5, (byte) 0xFF}, socket.readToEnd());
        }

        @Test
        @Requirement({"0065-40", "0065-63", "0065-72"})
        void answersWhatItCannotDoWithTheRightCode() throws Exception {
            record Row(int code, byte[] request) {}
            byte[] right = Socks5Client.connect("0".repeat(40));
            List<Row> rows = new ArrayList<>();
            rows.add(new Row(7, with(right, 1, 2)));
            rows.add(new Row(7, with(right, 1, 3)));
            rows.add(new Row(8, with(right, 3, 1)));
            rows.add(new Row(8, with(right, 3, 4)));
            rows.add(new Row(4, with(right, 4, 39)));
            rows.add(new Row(4, with(right, 4, 200)));
            rows.add(new Row(4, with(right, 5, 'x')));
            rows.add(new Row(4, with(right, 46, 80)));
            rows.add(new Row(1, with(right, 0, 4)));
            for (Row row : rows) {
                Socks5Client socket = connect();
                socket.write(Socks5Client.GREETING);
                socket.expect(Socks5Client.METHOD);
                socket.write(row.request());
                byte[] answer = socket.readToEnd();
                assertEquals(10, answer.length, "for code " + row.code());
                assertEquals(row.code(), answer[1]);
            }
        }

        private static byte[] with(byte[] bytes, int at, int value) {
            byte[] changed = bytes.clone();
            changed[at] = (byte) value;
            return changed;
        }

        @Test
        @Requirement({"0065-60", "0065-69"})
        void refusesAThird() throws Exception {
            String address = address("w2", romeo, juliet);
            Socks5Client one = join(address);
            Socks5Client other = join(address);
            activated(romeo, "w2", juliet);
            Socks5Client third = connect();
            third.write(Socks5Client.GREETING);
            third.expect(Socks5Client.METHOD);
            third.write(Socks5Client.connect(address));
            third.expect(Socks5Client.reply(2, address));
            assertEquals(0, third.readToEnd().length);
            one.write(bytes("x"));
            other.expect(bytes("x"));
        }

        @Test
        @Requirement({"0065-60", "0065-69"})
        void saysThatThreeWaitWhereTwoShould() throws Exception {
            String address = address("w9", romeo, juliet);
            List.of(join(address), join(address), join(address));
            Element answer = activate(romeo, "w9", juliet.jid());

            assertRefused("cancel", "conflict", answer);
            assertTrue(answer.element("error").elementText("text").contains("More than two connections"));
        }

        @Test
        @Requirement("0065-62")
        void deliversWhatWasSentBeforeActivationFirst() throws Exception {
            String address = address("w3", romeo, juliet);
            Socks5Client ofTarget = join(address);
            Socks5Client ofRequester = join(address);
            ofRequester.write(bytes("hello "));
            activated(romeo, "w3", juliet);
            ofRequester.write(bytes("world"));
            ofTarget.expect(bytes("hello world"));
        }

        @Test
        @Requirement("0065-62")
        void deliversWhatWasSentAndEndedBeforeActivation() throws Exception {
            String address = address("w10", romeo, juliet);
            Socks5Client ofTarget = join(address);
            Socks5Client ofRequester = join(address);
            ofRequester.write(bytes("hello world"));
            ofRequester.endOutput();
            activated(romeo, "w10", juliet);

            assertArrayEquals(bytes("hello world"), ofTarget.readToEnd());
        }

        @Test
        @Requirement("0065-68")
        void passesATlsHandshakeAsItIs() throws Exception {
            String address = address("w4", romeo, juliet);
            Socks5Client one = join(address);
            Socks5Client other = join(address);
            activated(romeo, "w4", juliet);
            byte[] hello = {0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0};
            one.write(hello);
            other.expect(hello);
        }

        @Test
        @Requirement({"0065-01", "0065-58"})
        void passesAMebibyte() throws Exception {
            String address = address("w5", romeo, juliet);
            Socks5Client one = join(address);
            Socks5Client other = join(address);
            activated(romeo, "w5", juliet);
            byte[] all = new byte[1024 * 1024];
            new java.util.Random(5).nextBytes(all);
            Future<?> written = CompletableFuture.runAsync(() -> {
                try {
                    other.write(all);
                    other.endOutput();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertArrayEquals(all, one.readToEnd());
            written.get();
        }

        @Test
        @Requirement("0065-70")
        void cutsOffWhoOpensTooManyStreams() throws Exception {
            openfire.property(SETTING + "streams-per-address", "5");
            int joined = 0;
            for (int i = 0; i < 10; i++) {
                Socks5Client socket = connect();
                String address = address("many" + i, romeo, juliet);
                socket.write(Socks5Client.GREETING);
                socket.expect(Socks5Client.METHOD);
                socket.write(Socks5Client.connect(address));
                joined += socket.read(47)[1] == 0 ? 1 : 0;
            }

            assertTrue(joined <= 5, "streams: " + joined);
        }

        @Test
        @Requirement("0065-70")
        void endsAStreamThatIsNotActivatedInTime() throws Exception {
            openfire.property(SETTING + "activation-timeout", "1");
            assertEquals(0, join(address("w6", romeo, juliet)).readToEnd().length);
        }

        @Test
        @Requirement("0065-70")
        void shutsOutWhoKeepsFailing() throws Exception {
            openfire.property(SETTING + "failures-in-a-row", "3");
            for (int i = 0; i < 3; i++) {
                Socks5Client socket = connect();
                socket.write((byte) 5, (byte) 1, (byte) 2);
                assertEquals(2, socket.readToEnd().length);
            }
            assertEquals(0, connect().readToEnd().length);
            openfire.property(SETTING + "failures-in-a-row", "0");
            join(address("w8", romeo, juliet));
        }

        /** Five transfers that come to nothing must not shut out the office they come from. */
        @Test
        @Requirement("0065-70")
        void shutsNobodyOutForStreamsThatAreNeverActivated() throws Exception {
            openfire.property(SETTING + "failures-in-a-row", "3");
            openfire.property(SETTING + "activation-timeout", "1");
            for (int i = 0; i < 5; i++) {
                join(address("never" + i, romeo, juliet));
            }
            for (Socks5Client socket : sockets) {
                assertEquals(0, socket.readToEnd().length);
            }
            join(address("w9", romeo, juliet));
        }

        @Test
        @Requirement("0065-70")
        void shutsNobodyOutForASlowHandshake() throws Exception {
            openfire.property(SETTING + "failures-in-a-row", "1");
            openfire.property(SETTING + "handshake-timeout", "1");
            assertEquals(0, connect().readToEnd().length);
            join(address("w10", romeo, juliet));
        }

        @Test
        @Requirement("0065-70")
        void refusesConnectionsAboveTheNumberThatMayWait() throws Exception {
            String address = address("w11", romeo, juliet);
            join(address);
            join(address);
            activated(romeo, "w11", juliet);
            openfire.property(SETTING + "waiting-per-address", "3"); // those of other tests may wait still
            int admitted = 0;
            for (int i = 0; i < 10; i++) {
                admitted += isGreeted(connect()) ? 1 : 0;
            }
            assertTrue(admitted <= 3, "connections: " + admitted);
            sockets.get(0).write(bytes("x"));
            sockets.get(1).expect(bytes("x"));
        }

        private static boolean isGreeted(Socks5Client socket) {
            try {
                socket.write(Socks5Client.GREETING);
                socket.expect(Socks5Client.METHOD);
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        @Test
        void letsInAgainWhoWasShutOutWhenItIsSwitchedOffAndOn() throws Exception {
            openfire.property(SETTING + "failures-in-a-row", "1");
            Socks5Client broken = connect();
            broken.write("GET / HTTP/1.1".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            assertEquals(0, broken.readToEnd().length);
            assertEquals(0, connect().readToEnd().length);
            openfire.property(SETTING + "enabled", "false");
            openfire.control().setProperty(SETTING + "enabled", "true");
            join(address("w12", romeo, juliet));
        }

        @Test
        @Requirement("0065-08")
        void holdsNothingBecauseOfAnAddressQuery() throws Exception {
            openfire.property(SETTING + "enabled", "false"); // ends what other tests have left waiting
            openfire.property(SETTING + "enabled", "true");
            openfire.property(SETTING + "streams-total", "1");
            for (int i = 0; i < 100; i++) {
                assertEquals("result", askAddress(romeo, " sid='old" + i + "'").attributeValue("type"));
            }
            join(address("w7", romeo, juliet));
        }
    }
}

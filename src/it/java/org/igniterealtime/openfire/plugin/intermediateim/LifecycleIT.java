package org.igniterealtime.openfire.plugin.intermediateim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Socks5Client;
import org.igniterealtime.openfire.plugin.intermediateim.testing.server.ServerControlMXBean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.xmpp.packet.JID;

/** Install, reload, upgrade and removal on a running server: what was there before is there after, and nothing else. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LifecycleIT {

    private static final String PLUGIN = EmbeddedOpenfire.PLUGIN;

    private static final String INTERCEPTOR =
            "org.igniterealtime.openfire.plugin.intermediateim.openfire.StanzaInterceptor";

    private static EmbeddedOpenfire openfire;
    private static ServerControlMXBean control;
    private static RawClient romeo;
    private static List<String> before;
    private static List<String> installed;

    @BeforeAll
    static void startWithoutPlugin() {
        openfire = EmbeddedOpenfire.withoutPlugin().user("romeo").start();
        control = openfire.control();
        romeo = RawClient.login(openfire.clientPort(), "romeo", EmbeddedOpenfire.PASSWORD, "raw");
        use();
        before = inventory();
    }

    @AfterAll
    static void stop() throws Exception {
        romeo.close();
        openfire.close();
    }

    @Test
    @Order(1)
    void isLoadedFromTheJarThatWasBuilt() {
        control.installPlugin(EmbeddedOpenfire.pluginJar().toString());
        assertTrue(control.isPluginLoaded(PLUGIN));
        assertTrue(
                control.pluginCodeSource(PLUGIN).endsWith("/plugins/intermediateim/lib/plugin-intermediateim.jar"),
                control.pluginCodeSource(PLUGIN));
        use();
        installed = inventory();
        List<String> added = new ArrayList<>(installed);
        before.forEach(added::remove);
        assertTrue(added.toString().contains("interceptor: " + INTERCEPTOR), added.toString());
        assertTrue(added.toString().contains("component info: intermediateim.example.org"), added.toString());
    }

    @Test
    @Order(2)
    void isThereOnceAfterAReload() {
        control.reloadPlugin(PLUGIN);
        use();

        assertEquals(installed, inventory());
    }

    @Test
    @Order(3)
    void keepsItsSettingsOverAnUpgrade() {
        control.setProperty("plugin.intermediateim.service.subdomain", "suite");
        use();
        List<String> moved = inventory();
        control.installPlugin(EmbeddedOpenfire.pluginJar().toString());
        use();

        assertEquals(moved, inventory());
        assertTrue(moved.toString().contains("component info: suite.example.org"), moved.toString());
        assertEquals("suite", control.getProperty("plugin.intermediateim.service.subdomain"));
    }

    @Test
    @Order(4)
    void leavesNothingBehindWhenRemoved() throws Exception {
        List<Socks5Client> open = openStream();
        List<String> contacts = List.of("files.example.org", "seats@agents.example.org");
        romeo.send("<presence/>");
        contacts.forEach(contact -> {
            romeo.send("<presence type='subscribe' to='" + contact + "'/>");
            awaitPresence(contact, "");
        });
        control.removePlugin(PLUGIN);
        contacts.forEach(contact -> awaitPresence(contact, "unavailable"));
        assertFalse(control.isPluginLoaded(PLUGIN));
        for (Socks5Client client : open) {
            assertEquals(0, client.readToEnd().length);
            client.close();
        }
        use();
        assertEquals(before, inventory());
        assertEquals("suite", control.getProperty("plugin.intermediateim.service.subdomain"), "settings stay");
    }

    private static void awaitPresence(String from, String type) {
        romeo.await(stanza -> stanza.getName().equals("presence")
                && from.equals(stanza.attributeValue("from"))
                && type.equals(stanza.attributeValue("type", "")));
    }

    @Test
    @Order(5)
    void leavesNoClassBehindWhenRemoved() {
        long start = System.nanoTime();
        while (!control.arePluginClassesCollected()) {
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(30), "something still holds our classes");
        }
    }

    /** @return the sockets of a stream that is active, of one that waits, and one that has said nothing yet */
    private static List<Socks5Client> openStream() throws Exception {
        JID jid = new JID(romeo.jid());
        String address = DestinationAddress.of("last", jid, jid).hex();
        List<Socks5Client> sockets = List.of(
                Socks5Client.joined(openfire.proxyPort(), address),
                Socks5Client.joined(openfire.proxyPort(), address),
                Socks5Client.joined(openfire.proxyPort(), "0".repeat(40)),
                new Socks5Client(openfire.proxyPort()));
        romeo.ask(
                "<iq type='set' id='%s' to='bytestreams.example.org'><query xmlns='http://jabber.org/protocol/bytestreams'"
                        + " sid='last'><activate>" + romeo.jid() + "</activate></query></iq>");
        sockets.get(0).write((byte) 1);
        sockets.get(1).expect((byte) 1);
        return sockets;
    }

    /** Has the server do a bit of everything, so that what it starts on first use is started. */
    private static void use() {
        romeo.ask(
                "<iq type='get' id='%s' to='example.org'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>");
        romeo.send("<message to='romeo@example.org' type='chat'><body>x</body>"
                + "<html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>x</body></html>"
                + "</message>");
        Element echo = romeo.awaitMessage();
        assertEquals("x", echo.elementText("body"));
    }

    /** Threads of the server's own pools come and go; ours have names of ours. */
    private static List<String> inventory() {
        return control.inventory().stream()
                .filter(line -> !line.startsWith("thread: ") || line.contains("intermediateim"))
                .toList();
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.caps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.CapsVerifier;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SlixmppClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SmackClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Software;
import org.jivesoftware.smackx.caps.EntityCapsManager;
import org.jivesoftware.smackx.disco.ServiceDiscoveryManager;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.impl.JidCreate;

/** What clients in the field make of our answers: they hash them themselves. */
class RealClientsIT {

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    private static void announce(RawClient client, Software software) {
        client.send("<presence>" + software.caps() + "</presence>");
    }

    private static void answerOnce(RawClient client, Software software) {
        client.send(software.answer(client.await(Software::isQuestion)));
        client.arrivedSoFar();
    }

    private static List<Element> questions(RawClient client) {
        return client.arrivedSoFar().stream().filter(Software::isQuestion).toList();
    }

    /** Presence is read by another thread of Smack's than the one that gives us answers. */
    private static void awaitAnnouncement(EntityFullJid jid, Software software) {
        long start = System.nanoTime();
        while (!software.ver().equals(EntityCapsManager.getNodeVersionByJid(jid) == null ? "" : verOf(jid))) {
            assertTrue(
                    System.nanoTime() - start < TimeUnit.SECONDS.toNanos(30),
                    "Smack has not seen what " + jid + " announces");
        }
    }

    private static String verOf(EntityFullJid jid) {
        return EntityCapsManager.getNodeVerHashByJid(jid).getVer();
    }

    @Test
    void theyVerifyWhatTheyAreToldInTheNameOfTheFirst() throws Exception {
        String romeo = openfire.user("romeo");
        String juliet = openfire.user("juliet");
        String nurse = openfire.user("nurse");
        List.of(juliet, nurse).forEach(other -> openfire.control().befriend(romeo, other));
        Software software = Software.named("first", "urn:xmpp:ping", "jabber:iq:version");
        RawClient first = openfire.connect(romeo, "raw");
        announce(first, software);
        answerOnce(first, software);
        EntityFullJid firstJid = JidCreate.entityFullFrom(first.jid());
        try (SmackClient smack = SmackClient.login(openfire.server(), juliet);
                SlixmppClient slixmpp = SlixmppClient.loginWithCaps(openfire.server(), nurse)) {
            assertEquals(software.ver(), slixmpp.awaitCaps(first.jid()));
            awaitAnnouncement(firstJid, software);
            DiscoverInfo told =
                    ServiceDiscoveryManager.getInstanceFor(smack.connection()).discoverInfo(firstJid);
            assertTrue(told.containsFeature("jabber:iq:version"));
            assertNotNull(EntityCapsManager.getDiscoverInfoByUser(firstJid), "Smack keeps only what it has verified");
            assertEquals(List.of(), foreign(questions(first)));

            Software changed = Software.named("changed", "urn:xmpp:ping", "jabber:iq:last");
            announce(first, changed);
            answerOnce(first, changed); // whoever is the first to ask
            awaitAnnouncement(firstJid, changed);
            told = ServiceDiscoveryManager.getInstanceFor(smack.connection()).discoverInfo(firstJid);
            assertTrue(told.containsFeature("jabber:iq:last"));
            assertNotNull(EntityCapsManager.getDiscoverInfoByUser(firstJid));
        }
    }

    /**
     * The server asks about what it does not know as soon as it is announced; slixmpp may too, before that is answered.
     */
    private static List<Element> foreign(List<Element> questions) {
        return questions.stream()
                .filter(question -> !question.attributeValue("from").equals("example.org"))
                .toList();
    }

    @Test
    void whatTheyAnnounceIsLearnedAndAnsweredInTheirName() throws Exception {
        String romeo = openfire.user("romeo");
        String juliet = openfire.user("juliet");
        String nurse = openfire.user("nurse");
        List.of(juliet, nurse).forEach(other -> openfire.control().befriend(romeo, other));
        RawClient asker = openfire.connect(romeo, "raw");
        try (SmackClient smack = SmackClient.login(openfire.server(), juliet);
                SlixmppClient slixmpp = SlixmppClient.loginWithCaps(openfire.server(), nurse)) {
            for (String jid : List.of(smack.connection().getUser().toString(), slixmpp.jid())) {
                Announcement announcement = awaitAnnouncement(asker, jid);
                AtomicInteger reached = new AtomicInteger();
                for (int i = 0; i < 2; i++) {
                    Element answer = ask(asker, jid, announcement);
                    assertTrue(
                            CapsVerifier.verify(announcement, answer.element("query"))
                                    instanceof VerificationResult.Verified,
                            answer.asXML());
                    assertEquals(jid, answer.attributeValue("from"));
                    smack.connection()
                            .addSyncStanzaListener(
                                    question -> reached.incrementAndGet(), // from the second on
                                    stanza -> stanza instanceof DiscoverInfo
                                            && asker.jid().equals(String.valueOf(stanza.getFrom())));
                }
                ServiceDiscoveryManager.getInstanceFor(smack.connection())
                        .discoverInfo(smack.connection().getXMPPServiceDomain());
                assertEquals(0, reached.get());
            }
        }
    }

    private static Announcement awaitAnnouncement(RawClient client, String from) {
        Element presence = client.await(stanza -> stanza.getName().equals("presence")
                && from.equals(stanza.attributeValue("from"))
                && Announcement.in(stanza).isPresent());
        return Announcement.in(presence).orElseThrow();
    }

    private static Element ask(RawClient asker, String jid, Announcement announcement) {
        return asker.ask("<iq type='get' id='%s' to='" + jid + "'><query xmlns='" + DiscoInfo.NAMESPACE + "' node='"
                + announcement.discoNode() + "'/></iq>");
    }
}

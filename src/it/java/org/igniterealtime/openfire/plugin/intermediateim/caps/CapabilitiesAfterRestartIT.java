package org.igniterealtime.openfire.plugin.intermediateim.caps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Software;
import org.junit.jupiter.api.Test;

/** What was learnt is in the database: nobody is asked again when the plugin comes back. */
class CapabilitiesAfterRestartIT {

    private static RawClient login(EmbeddedOpenfire openfire, String user, Software software) {
        RawClient client = RawClient.login(openfire.clientPort(), user, EmbeddedOpenfire.PASSWORD, "raw");
        client.send("<presence>" + software.caps() + "</presence>");
        return client;
    }

    private static Element awaitPresence(RawClient client, String from, Software software) {
        return client.await(stanza -> stanza.getName().equals("presence")
                && from.equals(stanza.attributeValue("from"))
                && stanza.asXML().contains(software.ver()));
    }

    @Test
    @Requirement({"0115-59", "0115-60"})
    void areStillAnswered() throws Exception {
        Software software = Software.named("persistent", "urn:xmpp:ping");
        try (EmbeddedOpenfire openfire =
                EmbeddedOpenfire.withPlugin().user("romeo").user("juliet").start()) {
            openfire.control().befriend("romeo", "juliet");
            try (RawClient romeo = login(openfire, "romeo", software)) {
                romeo.send(software.answer(romeo.await(Software::isQuestion)));
                romeo.arrivedSoFar();
            }
            openfire.control().reloadPlugin(EmbeddedOpenfire.PLUGIN);
            try (RawClient romeo = login(openfire, "romeo", software);
                    RawClient juliet = login(openfire, "juliet", software)) {
                awaitPresence(juliet, romeo.jid(), software);
                Element answer = juliet.ask("<iq type='get' id='%s' to='" + romeo.jid() + "'><query xmlns='"
                        + DiscoInfo.NAMESPACE + "' node='" + software.discoNode() + "'/></iq>");
                assertEquals(
                        software.info(), DiscoInfo.in(answer.element("query")).orElseThrow());
                assertEquals(
                        List.of(),
                        romeo.arrivedSoFar().stream()
                                .filter(Software::isQuestion)
                                .toList());
            }
        }
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.standin.rendering;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.caps.AnnouncedClients.Announced;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;

class ClientRenderingsTest {

    private static final JID ROMEO = new JID("romeo@example.org/orchard");
    private static final Announced CONVERSE = new Announced("https://conversejs.org", Optional.empty());
    private static final Announced NEW = new Announced(
            "https://example.org/new",
            Optional.of(new DiscoInfo(
                    List.of(new DiscoInfo.Identity("client", "pc", "New")), List.of("urn:xmpp:styling:0"))));

    private final Map<JID, Announced> online = new HashMap<>();
    private final ClientRenderings renderings =
            new ClientRenderings(address -> Optional.ofNullable(online.get(address)), RendererTable.of(List.of()));

    private String romeo() {
        return renderings
                .client(ROMEO)
                .map(client -> client.name() + ": " + RendererRow.forms(client.shows()))
                .orElse("");
    }

    @Test
    void aClientIsKnownByItsRow() {
        online.put(ROMEO, CONVERSE);
        assertEquals("Converse: styling", romeo());
    }

    @Test
    void aClientWithoutARowIsKnownByWhatItAdvertises() {
        online.put(ROMEO, NEW);
        assertEquals("https://example.org/new: styling", romeo());
        assertEquals(Optional.of(NEW), renderings.unknown(ROMEO));
    }

    @Test
    void oneThatHasWrittenAndLeftIsStillKnown() {
        online.put(ROMEO, CONVERSE);
        renderings.wrote(ROMEO);
        online.clear();
        assertEquals("Converse: styling", romeo());
    }

    @Test
    void oneThatHasLeftWithoutWritingIsNot() {
        online.put(ROMEO, CONVERSE);
        romeo();
        online.clear();
        assertEquals("", romeo());
    }

    @Test
    void whatIsThereNowCounts() {
        online.put(ROMEO, CONVERSE);
        renderings.wrote(ROMEO);
        online.put(ROMEO, new Announced("https://pidgin.im/", Optional.empty()));
        assertEquals("Pidgin: xhtml", romeo());
    }

    @Test
    void aDeletedUserIsForgotten() {
        online.put(ROMEO, CONVERSE);
        renderings.wrote(ROMEO);
        online.clear();
        renderings.forget(ROMEO.asBareJID());
        assertEquals("", romeo());
    }

    @Test
    void theMemoryIsBounded() {
        RecentClients recent = new RecentClients(2);
        ClientRenderings.Client client = new ClientRenderings.Client("x", Rendering.PLAIN);
        JID first = new JID("a@example.org/1");
        recent.put(first, client);
        recent.put(new JID("a@example.org/2"), client);
        recent.of(first);
        recent.put(new JID("a@example.org/3"), client);
        assertEquals(Optional.of(client), recent.of(first));
        assertEquals(Optional.empty(), recent.of(new JID("a@example.org/2")));
    }
}

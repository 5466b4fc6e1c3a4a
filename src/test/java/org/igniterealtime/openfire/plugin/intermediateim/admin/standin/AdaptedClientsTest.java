package org.igniterealtime.openfire.plugin.intermediateim.admin.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.caps.AnnouncedClients.Announced;
import org.igniterealtime.openfire.plugin.intermediateim.caps.EnrichedClients;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.ConversionPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.ClientRenderings;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.RendererTable;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;

class AdaptedClientsTest {

    private static final JID FIRST = new JID("romeo@example.org/a");
    private static final JID SECOND = new JID("romeo@example.org/b");
    private static final JID THIRD = new JID("juliet@example.org/c");
    private static final String DOES = "intermediateim.standin.does.";

    private final Map<JID, Announced> announced = new HashMap<>();
    private final Map<JID, List<String>> additions = new HashMap<>();
    private final EnrichedClients enriched = new EnrichedClients() {

        @Override
        public List<EnrichedClient> enriched() {
            return List.of(
                    new EnrichedClient(FIRST, THIRD, List.of("files")),
                    new EnrichedClient(SECOND, THIRD, List.of("files")),
                    new EnrichedClient(THIRD, FIRST, List.of("files")));
        }

        @Override
        public List<String> additions(JID client) {
            return additions.getOrDefault(client, List.of());
        }
    };

    private void announce(JID client, String node, String... features) {
        DiscoInfo info = new DiscoInfo(List.of(), List.of(features));
        announced.put(client, new Announced(node, Optional.of(info)));
    }

    private List<SoftwareRow> rows(ConversionPolicy policy) {
        ClientRenderings renderings = new ClientRenderings(
                address -> Optional.ofNullable(announced.get(address)), RendererTable.of(List.of()));
        return new AdaptedClients(renderings, enriched, policy).bySoftware(List.of(THIRD, FIRST, SECOND));
    }

    private static List<String> does(String... words) {
        return List.of(words).stream().map(DOES::concat).toList();
    }

    @Test
    void countsEachSoftwareAndWhoWasToldOfIt() {
        announce(FIRST, "https://conversejs.org", "jabber:x:oob", "jabber:x:conference");
        announce(
                SECOND,
                "https://conversejs.org",
                "jabber:x:oob",
                "jabber:x:conference",
                "http://jabber.org/protocol/muc");
        announce(THIRD, "https://pidgin.im/", "http://jabber.org/protocol/xhtml-im", "http://jabber.org/protocol/muc");
        additions.put(SECOND, List.of("files", "rich-text"));

        assertEquals(
                List.of(
                        new SoftwareRow("Converse", 2, does("files", "invitations", "rich-text", "styling"), 1),
                        new SoftwareRow("Pidgin", 1, does("invitations", "xhtml"), 1)),
                rows(ConversionPolicy.DEFAULT));
    }

    @Test
    void namesNothingThatIsSwitchedOff() {
        announce(FIRST, "https://conversejs.org");
        announce(THIRD, "http://profanity-im.github.io");
        ConversionPolicy none = new ConversionPolicy(true, Set.of());

        assertEquals(
                List.of(new SoftwareRow("Converse", 1, List.of(), 1), new SoftwareRow("Profanity", 1, List.of(), 1)),
                rows(none));
    }

    @Test
    void writesLinksForWhoShowsTheTextAlone() {
        announce(FIRST, "https://example.org/client", "jabber:x:conference", "http://jabber.org/protocol/muc");
        assertEquals(
                List.of(new SoftwareRow("https://example.org/client", 1, does("links"), 1)),
                rows(ConversionPolicy.DEFAULT));
    }

    @Test
    void leavesOutWhoDoesNotSayWhatItIs() {
        announce(FIRST, "");
        assertEquals(List.of(), rows(ConversionPolicy.DEFAULT));
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.clients;

import static org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors.query;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.caps.ClientSoftware;
import org.igniterealtime.openfire.plugin.intermediateim.caps.OnlineClients.OnlineClient;
import org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.clients.ClientStatistics.Share;
import org.igniterealtime.openfire.plugin.intermediateim.clients.ClientStatistics.Support;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xmpp.packet.JID;

class ClientStatisticsTest {

    private static OnlineClient client(String user, String content) {
        return client(user, content, Optional.empty());
    }

    private static OnlineClient client(String user, String content, Optional<ClientSoftware> told) {
        return new OnlineClient(
                new JID(user + "@example.org/x"),
                Optional.of(new Announcement("sha-1", "http://node.example", "v")),
                content.isEmpty() ? Optional.empty() : DiscoInfo.in(query(content)),
                Instant.EPOCH,
                true,
                told);
    }

    private static final OnlineClient PSI = client(
            "juliet",
            Vectors.PSI
                    + Vectors.SOFTWARE
                    + Vectors.features(
                            "http://jabber.org/protocol/muc", "urn:xmpp:jingle:apps:file-transfer:5", "jabber:x:oob"));
    private static final OnlineClient EXODUS =
            client("romeo", Vectors.EXODUS + Vectors.features("http://jabber.org/protocol/muc"));
    private static final OnlineClient UNKNOWN = client("nurse", "");

    private final ClientStatistics statistics = new ClientStatistics(List.of(UNKNOWN, EXODUS, PSI, EXODUS));

    @Test
    void countClientsAndThoseOfWhichAnythingIsKnown() {
        assertEquals(4, statistics.clients());
        assertEquals(3, statistics.known());
    }

    @Test
    void countSoftwareAndSystems() {
        assertEquals(
                List.of(
                        new Share<>(new ClientSoftware("Exodus", "0.9.1", ""), 2),
                        new Share<>(new ClientSoftware("Psi", "0.11", ""), 1),
                        new Share<>(new ClientSoftware("http://node.example", "", ""), 1)),
                statistics.software());
        assertEquals(List.of(new Share<>("", 3), new Share<>("Mac 10.5.1", 1)), statistics.systems());
    }

    @Test
    void tellUnknownFromNo() {
        assertEquals(new Support(1, 2), statistics.abilities().get(ClientAbility.FILES));
        assertEquals(new Support(3, 0), statistics.abilities().get(ClientAbility.ROOMS));
        assertEquals(new Support(0, 3), statistics.abilities().get(ClientAbility.CALLS));
        assertEquals(List.of(EXODUS, EXODUS), statistics.lacking(ClientAbility.FILES::isIn));
        assertEquals(List.of(PSI, EXODUS, EXODUS), statistics.lacking(info -> false));
    }

    @Test
    void countFeatures() {
        assertEquals(
                List.of(
                        new Share<>("http://jabber.org/protocol/muc", 3),
                        new Share<>("jabber:x:oob", 1),
                        new Share<>("urn:xmpp:jingle:apps:file-transfer:5", 1)),
                statistics.features().stream().toList());
    }

    @ParameterizedTest
    @CsvSource({
        "Exodus 0.9.1,Exodus,0.9.1",
        "Gajim,Gajim,''",
        "Conversations/2.10,Conversations,2.10",
        "Psi+ v1.5,Psi+,1.5",
        "Adium 1.5.10b3,Adium,1.5.10b3",
        "2,2,''",
        "My 2 Clients,My 2 Clients,''",
        "'',http://node.example,''"
    })
    void findAVersionInAName(String identity, String name, String version) {
        assertEquals(
                new ClientSoftware(name, version, ""),
                ClientSoftware.of(client("romeo", "<identity category='client' type='pc' name='" + identity + "'/>")));
    }

    @Test
    void findWhatTheServerWasTold() {
        Optional<ClientSoftware> told = Optional.of(new ClientSoftware("Exodus", "0.10", "Windows 7"));
        assertEquals(
                told.get(),
                ClientSoftware.of(client("romeo", Vectors.EXODUS, told)),
                "it knows better than its identity's name");
        assertEquals(told.get(), ClientSoftware.of(client("romeo", "", told)));
        assertEquals(
                "Mac 10.5.1",
                ClientSoftware.of(client("romeo", Vectors.PSI + Vectors.SOFTWARE, told))
                        .system(),
                "its form is hashed");
        Optional<ClientSoftware> systemAlone = Optional.of(new ClientSoftware("", "", "Windows 7"));
        assertEquals(
                new ClientSoftware("Exodus", "0.9.1", "Windows 7"),
                ClientSoftware.of(client("romeo", Vectors.EXODUS, systemAlone)));
    }

    @Test
    void findNothingWhereNothingIsTold() {
        assertEquals(
                new ClientSoftware("", "", ""),
                ClientSoftware.of(new OnlineClient(
                        new JID("romeo@example.org/x"),
                        Optional.empty(),
                        Optional.empty(),
                        Instant.EPOCH,
                        false,
                        Optional.empty())));
    }
}

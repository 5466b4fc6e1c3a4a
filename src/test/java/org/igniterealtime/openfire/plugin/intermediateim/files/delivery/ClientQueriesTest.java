package org.igniterealtime.openfire.plugin.intermediateim.files.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.OwnerClients.Client;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RecordingSink;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

class ClientQueriesTest {

    private static final JID JULIET = new JID("juliet@capulet.lit");
    private static final JID BALCONY = new JID("juliet@capulet.lit/balcony");
    private static final String ID = "intermediateim-files-unguessable1";
    private static final String INFO = "<query xmlns='http://jabber.org/protocol/disco#info'>%s</query>";
    private static final String SI = "<feature var='http://jabber.org/protocol/si'/>";
    private static final String FILES = "<feature var='http://jabber.org/protocol/si/profile/file-transfer'/>";

    private final RecordingSink sink = new RecordingSink();
    private final List<Client> announced = new ArrayList<>(List.of(new Client(BALCONY, Optional.empty(), "")));
    private int lastId;
    private final ClientQueries queries = new ClientQueries(
            user -> List.copyOf(announced), new JID("capulet.lit"), sink, () -> "unguessable" + ++lastId);

    private static IQ answer(String type, String from, String to, String id, String payload) {
        return Xml.iq("<iq type='" + type + "' id='" + id + "' from='" + from + "'" + to + ">" + payload + "</iq>");
    }

    private static IQ result(String features) {
        return answer("result", BALCONY.toString(), " to='capulet.lit'", ID, INFO.formatted(features));
    }

    private Optional<Boolean> takesFiles() {
        return queries.of(JULIET).get(0).takesFiles();
    }

    @Test
    void asksAClientOnceInTheNameOfTheServer() {
        queries.ask(BALCONY);
        queries.ask(BALCONY);

        assertEquals(1, sink.sent().size());
        IQ query = (IQ) sink.sent().get(0);
        assertEquals(IQ.Type.get, query.getType());
        assertEquals(new JID("capulet.lit"), query.getFrom());
        assertEquals(BALCONY, query.getTo());
        assertEquals(
                "http://jabber.org/protocol/disco#info", query.getChildElement().getNamespaceURI());
        assertEquals(Optional.empty(), takesFiles());
    }

    @Test
    void knowsFromTheAnswerWhetherAClientTakesFiles() {
        queries.ask(BALCONY);
        IQ answer = result(SI + FILES);
        assertTrue(queries.isOurs(answer));
        queries.receive(answer);

        assertEquals(Optional.of(true), takesFiles());
    }

    @Test
    void takesBothFeaturesForFileTransfer() {
        queries.ask(BALCONY);
        queries.receive(result(SI));
        assertEquals(Optional.of(false), takesFiles());

        queries.receive(result(FILES));
        assertEquals(Optional.of(false), takesFiles());
    }

    @Test
    void takesAnAnswerWithoutAddressee() {
        queries.ask(BALCONY);
        assertTrue(queries.isOurs(answer("result", BALCONY.toString(), "", ID, INFO.formatted(SI))));
    }

    @Test
    void doesNotKnowWhatAClientRefusesToTell() {
        queries.ask(BALCONY);
        IQ refusal = answer("error", BALCONY.toString(), " to='capulet.lit'", ID, INFO.formatted(""));
        assertTrue(queries.isOurs(refusal)); // nobody else waits for it
        queries.receive(refusal);
        queries.receive(answer("result", BALCONY.toString(), "", ID, ""));
        queries.receive(answer("result", BALCONY.toString(), "", ID, "<query xmlns='jabber:iq:version'/>"));

        assertEquals(Optional.empty(), takesFiles());
    }

    @Test
    void believesNobodyElse() {
        queries.ask(BALCONY);
        String to = " to='capulet.lit'";
        String info = INFO.formatted(SI + FILES);
        List<IQ> others = List.of(
                answer("result", "juliet@capulet.lit/other", to, ID, info),
                answer("result", BALCONY.toString(), to, "guessed", info),
                answer("result", BALCONY.toString(), " to='romeo@montague.lit/x'", ID, info),
                answer("get", BALCONY.toString(), to, ID, info));
        others.forEach(queries::receive);
        assertFalse(queries.isOurs(others.get(1)));
        assertFalse(queries.isOurs(others.get(2)));
        assertFalse(queries.isOurs(others.get(3)));
        assertFalse(queries.isOurs(Xml.presence("<presence id='" + ID + "' from='" + BALCONY + "'/>")));
        assertEquals(Optional.empty(), takesFiles());
    }

    @Test
    void prefersWhatAClientAnnounces() {
        queries.ask(BALCONY);
        queries.receive(result(SI + FILES));
        announced.set(0, new Client(BALCONY, Optional.of(false), "https://example.org/"));

        assertEquals(Optional.of(false), takesFiles());
    }

    @Test
    void asksAgainAfterAClientWasForgotten() {
        queries.ask(BALCONY);
        queries.receive(result(""));
        queries.forget(BALCONY);
        assertEquals(Optional.empty(), takesFiles());
        assertTrue(queries.isOurs(result("")), "it would be an error in the log of Openfire 4.2");
        queries.receive(result(""));
        assertEquals(Optional.empty(), takesFiles());

        queries.ask(BALCONY);
        assertEquals(2, sink.sent().size());
    }

    @Test
    void asksOnlySoMany() {
        for (int i = 0; i <= ClientQueries.MAX_CLIENTS; i++) {
            queries.ask(new JID("user" + i + "@capulet.lit/r"));
        }
        assertEquals(ClientQueries.MAX_CLIENTS, sink.sent().size());
    }
}

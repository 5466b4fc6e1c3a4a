package org.igniterealtime.openfire.plugin.intermediateim.seats;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Room;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.server.ServerControlMXBean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A room of the server's own that Juliet owns and where Romeo has a seat; all with raw clients. */
public abstract class SeatScene {

    @RegisterExtension
    public static final SharedOpenfire openfire = new SharedOpenfire();

    public final Room room = Room.unused();
    public String romeoName;
    public RawClient juliet;
    public RawClient romeo;

    @BeforeEach
    void enter() {
        juliet = openfire.client("juliet");
        romeoName = openfire.user("romeo");
        romeo = openfire.connect(romeoName, "orchard");
    }

    /** @return the first answer; for a seat that is asked for, what came of it */
    public static String tell(RawClient client, String words) {
        say(client, words);
        return awaitAgent(client);
    }

    static void say(RawClient client, String words) {
        client.send("<message type='chat' to='seats@agents.example.org'><body>" + words + "</body></message>");
    }

    public static String awaitAgent(RawClient client) {
        return client.await(SeatScene::isFromAgent).elementText("body");
    }

    public static boolean isFromAgent(Element stanza) {
        return stanza.getName().equals("message") && "seats@agents.example.org".equals(stanza.attributeValue("from"));
    }

    /** Makes the room, and has the seat kept there with Romeo's client beside it. */
    public void keepSeat(String... fields) {
        room.create(juliet, "Juliet", fields);
        room.join(romeo, "Romeo");
        keepSeatBesideClient();
    }

    void keepSeatBesideClient() {
        assertTrue(tell(romeo, "keep " + room.address() + " as Romeo").contains("is in the room"));
        forget(juliet);
        forget(romeo);
    }

    /** Takes all that has arrived. */
    static void forget(RawClient client) {
        List<Element> arrived = client.arrivedSoFar();
        arrived.forEach(stanza -> client.await(each -> each == stanza));
    }

    /** Romeo's client goes, and the seat is alone in the room when this returns. */
    public void goOffline() throws Exception {
        romeo.send("<presence type='unavailable'/>");
        awaitAway();
        romeo.arrivedSoFar(); // by then the room, too, knows that the client is gone
        romeo.close();
    }

    void awaitAway() {
        juliet.await(stanza -> room.isPresence(stanza, "Romeo", null) && "away".equals(stanza.elementText("show")));
    }

    /**
     * What is told while the user logs in may be stored a moment after the mail was brought: so it is not to be told
     * then.
     */
    static void awaitOfflineMessage(ServerControlMXBean control, String username) {
        long start = System.nanoTime();
        while (control.offlineMessages(username).isEmpty()) {
            assertTrue(System.nanoTime() - start < 30_000_000_000L, "nothing is told");
        }
    }

    /** @return what Romeo is told once he is there again */
    String toldOnReturn() {
        awaitOfflineMessage(openfire.control(), romeoName);
        return awaitAgent(comeBack());
    }

    /** @return Romeo's next client, which is available */
    public RawClient comeBack() {
        return openfire.connect(romeoName, "balcony");
    }

    boolean saw(RawClient client, String nick, String type) {
        return client.arrivedSoFar().stream().anyMatch(stanza -> room.isPresence(stanza, nick, type));
    }

    /** @return the seat's full JID, as Openfire's database has it */
    String seatAddress() {
        String owner = romeoName + "@example.org";
        return owner + "/"
                + openfire.control()
                        .query("SELECT resource FROM ofIntermediateImSeat WHERE owner = '" + owner + "'")
                        .get(0);
    }

    /** @return whether the database has an order of Romeo's */
    boolean isOrdered() {
        return !openfire.control()
                .query("SELECT room FROM ofIntermediateImSeat WHERE owner = '" + romeoName + "@example.org'")
                .isEmpty();
    }
}

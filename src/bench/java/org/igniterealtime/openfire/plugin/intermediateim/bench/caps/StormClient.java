package org.igniterealtime.openfire.plugin.intermediateim.bench.caps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Software;

/**
 * Behaves as clients do: announces what it is, asks about each announcement it has not met before, once, and answers
 * others.
 */
final class StormClient implements AutoCloseable {

    static final String RESOURCE = "storm";

    private final RawClient client;
    private final Software software;
    private final Tally tally;
    /** What it knows or has asked about; kept as long as it is logged in. */
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    private StormClient(RawClient client, Software software, Tally tally) {
        this.client = client;
        this.software = software;
        this.tally = tally;
        known.add(software.ver());
    }

    /** @return a client that is logged in and not available yet */
    static StormClient login(EmbeddedOpenfire openfire, String username, Software software, Tally tally) {
        RawClient raw = RawClient.connect(openfire.clientPort());
        raw.authenticate(username, EmbeddedOpenfire.PASSWORD);
        raw.bind(RESOURCE);
        StormClient client = new StormClient(raw, software, tally);
        raw.listen(client::arrived);
        return client;
    }

    void becomeAvailable() {
        client.send("<presence>" + software.caps() + "</presence>");
    }

    void join(String room, String nick) {
        client.send("<presence to='" + room + "/" + nick + "'><x xmlns='http://jabber.org/protocol/muc'/>"
                + software.caps() + "</presence>");
    }

    /** Makes the room that it has just created one for so many. */
    void openRoom(String room, int occupants) {
        client.send("<iq type='set' id='open' to='" + room + "'><query xmlns='http://jabber.org/protocol/muc#owner'>"
                + "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#roomconfig</value></field>"
                + "<field var='muc#roomconfig_maxusers'><value>" + occupants + "</value></field></x></query></iq>");
    }

    private void arrived(Element stanza) {
        tally.stanza();
        try {
            if (stanza.getName().equals("presence")) {
                Announcement.in(stanza)
                        .filter(announcement -> known.add(announcement.ver()))
                        .ifPresent(announcement -> {
                            tally.announcement(announcement.ver());
                            ask(stanza.attributeValue("from"), announcement);
                        });
            } else if (Software.isQuestion(stanza)) {
                tally.question();
                client.send(software.answer(stanza));
            } else if (stanza.element(DiscoInfo.QUERY) != null) {
                tally.answer("result".equals(stanza.attributeValue("type")));
            }
        } catch (UncheckedIOException e) {
            // it is being closed
        }
    }

    private void ask(String from, Announcement announcement) {
        client.send("<iq type='get' id='" + announcement.ver() + "' to='" + from + "'><query xmlns='"
                + DiscoInfo.NAMESPACE + "' node='" + announcement.discoNode() + "'/></iq>");
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            // it is gone, which is what was wanted
        }
    }
}

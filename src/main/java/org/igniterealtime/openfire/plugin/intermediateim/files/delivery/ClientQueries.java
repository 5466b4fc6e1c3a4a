package org.igniterealtime.openfire.plugin.intermediateim.files.delivery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.si.Namespaces;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/**
 * Knows of clients what they announce, and asks those that announce nothing what they can do (XEP-0030 §3.1). A client
 * that has answered is not asked again before it is forgotten. Any thread.
 */
public final class ClientQueries implements OwnerClients {

    static final int MAX_CLIENTS = 10_000;
    /** Begins the ids of queries, so that an answer that comes when the client is forgotten is nobody else's either. */
    private static final String ID_PREFIX = "intermediateim-files-";

    private final OwnerClients clients;
    private final JID server;
    private final StanzaSink sink;
    private final Supplier<String> ids;
    private final Map<JID, Query> queries = new ConcurrentHashMap<>();

    /** @param takesFiles what the client has answered; empty while it has not, or if it has refused to */
    private record Query(String id, Optional<Boolean> takesFiles) {}

    /**
     * @param clients tells what clients announce
     * @param server  in whose name clients are asked: the server's domain
     * @param ids     gives ids of stanzas that nobody can guess
     */
    public ClientQueries(OwnerClients clients, JID server, StanzaSink sink, Supplier<String> ids) {
        this.clients = clients;
        this.server = server;
        this.sink = sink;
        this.ids = ids;
    }

    @Override
    public List<Client> of(JID user) {
        List<Client> announced = clients.of(user);
        return queries.isEmpty()
                ? announced
                : announced.stream().map(this::answered).toList();
    }

    @Override
    public boolean areHere(JID user) {
        return clients.areHere(user);
    }

    private Client answered(Client client) {
        Query query = client.takesFiles().isPresent() ? null : queries.get(client.address());
        return query == null
                ? client
                : new Client(client.address(), query.takesFiles(), client.software(), client.isHere());
    }

    /** Asks a client whether it takes files, unless it was asked before. */
    void ask(JID client) {
        if (queries.size() < MAX_CLIENTS && !queries.containsKey(client)) {
            String id = ID_PREFIX + ids.get();
            queries.put(client, new Query(id, Optional.empty())); // before the answer can come
            IQ iq = new IQ(IQ.Type.get, id);
            iq.setFrom(server);
            iq.setTo(client);
            iq.setChildElement("query", DiscoInfo.NAMESPACE);
            sink.send(iq);
        }
    }

    /** @return whether a stanza answers a query that was sent from here, even if it is not waited for any more */
    public boolean isOurs(Packet stanza) {
        return stanza instanceof IQ iq
                && iq.getID() != null
                && iq.getID().startsWith(ID_PREFIX)
                && iq.isResponse()
                && (iq.getTo() == null || server.equals(iq.getTo()));
    }

    private boolean answers(IQ iq) {
        Query query = iq.getFrom() == null ? null : queries.get(iq.getFrom());
        return isOurs(iq) && query != null && query.id().equals(iq.getID());
    }

    /** Takes an answer; see {@link #isOurs}. */
    public void receive(IQ iq) {
        if (answers(iq) && iq.getType() == IQ.Type.result && iq.getChildElement() != null) {
            DiscoInfo.in(iq.getChildElement())
                    .map(info -> info.hasFeature(Namespaces.SI) && info.hasFeature(Namespaces.FILE_TRANSFER))
                    .ifPresent(takes -> queries.put(iq.getFrom(), new Query(iq.getID(), Optional.of(takes))));
        }
    }

    /** The client has gone, or may have learned to do more. */
    public void forget(JID client) {
        queries.remove(client);
    }
}

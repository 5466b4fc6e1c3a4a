package org.igniterealtime.openfire.plugin.intermediateim.standin.rendering;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.ClientRenderings.Client;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Addresses;
import org.xmpp.packet.JID;

/** Clients that have written something not long ago, by full JID: as many as there is room for. Any thread. */
final class RecentClients {

    private static final float LOAD_FACTOR = 0.75f;

    private final Map<String, Client> clients; // guarded by itself

    RecentClients(int most) {
        clients = new LinkedHashMap<>(16, LOAD_FACTOR, true) {

            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Client> eldest) {
                return size() > most;
            }
        };
    }

    void put(JID address, Client client) {
        synchronized (clients) {
            clients.put(address.toString(), client);
        }
    }

    Optional<Client> of(JID address) {
        synchronized (clients) {
            return Optional.ofNullable(clients.get(address.toString()));
        }
    }

    void forget(JID bareJid) {
        String bare = bareJid.toString();
        synchronized (clients) {
            clients.keySet().removeIf(address -> Addresses.isUnder(bare, address));
        }
    }

    void forgetAll() {
        synchronized (clients) {
            clients.clear();
        }
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.files.linked;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.DeliveryResult;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.FileSender;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.OwnerClients;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.OwnerClients.Client;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.SenderNames;
import org.igniterealtime.openfire.plugin.intermediateim.files.linked.LinkedFiles.LinkedFile;
import org.xmpp.packet.JID;

/**
 * Offers clients the files behind links that they were sent in messages, in the names of those who have sent the links.
 * A client is offered each file once. What it does not take is still behind the link. On the thread of the sender.
 */
public final class LinkOffers {

    /** Of one client, as a person may be asked about each. */
    static final int MAX_AT_ONCE = 3;
    /** Offers that are remembered, of all clients. */
    static final int MAX_REMEMBERED = 10_000;

    private final FileSender.Surroundings around;
    private final FileSender sender;
    private final LinkedFiles files;
    private final OwnerClients clients;
    private final SenderNames names;
    private final Supplier<String> description;
    private final Runnable received;

    /** What a client has been offered. */
    private record Offered(JID client, String key) {}

    private final Map<Offered, Boolean> remembered = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Offered, Boolean> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };
    private final List<Offered> open = new ArrayList<>();

    /**
     * @param description for the person who is asked whether to take a file
     * @param received    is run when a client has got a file
     */
    public LinkOffers(
            FileSender.Surroundings around,
            FileSender sender,
            LinkedFiles files,
            OwnerClients clients,
            SenderNames names,
            Supplier<String> description,
            Runnable received) {
        this.around = around;
        this.sender = sender;
        this.files = files;
        this.clients = clients;
        this.names = names;
        this.description = description;
        this.received = received;
    }

    /**
     * Offers a file, unless the client was offered it before or has enough to answer.
     *
     * @param key  of the file; see {@link LinkedFiles#key}
     * @param from who has sent the client the link
     */
    public void offer(String key, JID from, JID client) {
        Offered offered = new Offered(client, key);
        boolean isFull =
                open.stream().filter(each -> each.client().equals(client)).count() >= MAX_AT_ONCE;
        if (isFull || remembered.putIfAbsent(offered, true) != null) {
            return;
        }
        open.add(offered);
        files.find(key)
                .whenComplete((found, failure) -> around.thread().execute(() -> {
                    if (failure != null) {
                        remembered.remove(offered); // it may be there when the link is sent again
                    }
                    if (failure != null || found.isEmpty() || !offer(found.get(), from, offered)) {
                        open.remove(offered);
                    }
                }));
    }

    private boolean offer(LinkedFile linked, JID from, Offered offered) {
        JID user = offered.client().asBareJID();
        Optional<JID> name = names.of(from, user, around.clock().instant());
        Optional<Client> client = clients.of(user).stream()
                .filter(each -> each.address().equals(offered.client()) && each.isHere())
                .findFirst();
        if (name.isEmpty() || client.isEmpty()) {
            return false;
        }
        sender.offer(linked.file(), name.get(), client.get(), description.get(), ending -> {
            open.remove(offered);
            if (ending.result() == DeliveryResult.DELIVERED) {
                linked.received().run();
                received.run();
            }
        });
        return true;
    }

    /** A client is not available any more. */
    public void gone(JID client) {
        remembered.keySet().removeIf(offered -> offered.client().equals(client));
    }

    /** Forgets what the clients of a user were offered. */
    public void forget(JID user) {
        JID bare = user.asBareJID();
        remembered.keySet().removeIf(offered -> offered.client().asBareJID().equals(bare));
    }

    public void forgetAll() {
        remembered.clear();
    }
}

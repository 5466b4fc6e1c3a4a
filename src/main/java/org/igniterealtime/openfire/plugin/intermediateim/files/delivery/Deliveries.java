package org.igniterealtime.openfire.plugin.intermediateim.files.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.OwnerClients.Client;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.si.StreamMethod;
import org.xmpp.packet.JID;

/**
 * Decides when a waiting file is offered, and to which client. When a user comes online, capabilities are waited for,
 * and then every file is offered once. What a client does not take stays until a client comes again. On the thread of the
 * sender.
 */
public final class Deliveries {

    /** The server asks a client for its capabilities when it has come. */
    private static final Duration TIME_FOR_CAPABILITIES = Duration.ofSeconds(5);

    private static final int MAX_AT_ONCE = 3;
    private static final int MAX_SOFTWARE = 1000;

    /** libpurple goes on in-band with the same id when streamhosts have failed. */
    private static final Set<String> REUSES_STREAM_ID = Set.of("https://pidgin.im/", "http://pidgin.im/");

    private final FileSender.Surroundings around;
    private final FileSender sender;
    private final OwnerClients clients;
    private final SenderNames names;
    private final Function<StoredFile, String> describe;
    private final Consumer<StoredFile> delivered;
    private final Map<JID, Inbox> inboxes = new HashMap<>();
    /** Software that streamhosts have failed with, while a stream in-band has not. */
    private final Set<String> inBandAlone = new HashSet<>();

    /** The files of one user that are to be offered. */
    private static final class Inbox {
        private final Instant since;
        private final Deque<StoredFile> files = new ArrayDeque<>();
        private final Set<FileId> offered = new HashSet<>();
        private boolean reading;
        private boolean read;
        private int open;

        private Inbox(Instant since) {
            this.since = since;
        }
    }

    /**
     * @param describe  gives what the owner is told of a file: who sent it, and when
     * @param delivered is told of each file that a client has got
     */
    public Deliveries(
            FileSender.Surroundings around,
            FileSender sender,
            OwnerClients clients,
            SenderNames names,
            Function<StoredFile, String> describe,
            Consumer<StoredFile> delivered) {
        this.around = around;
        this.sender = sender;
        this.clients = clients;
        this.names = names;
        this.describe = describe;
        this.delivered = delivered;
    }

    /** A client has become available, so that files may be offered. */
    public void available(JID client) {
        JID user = client.asBareJID();
        if (around.store().mayHaveFilesFor(user)) {
            inboxes.computeIfAbsent(user, key -> new Inbox(around.clock().instant()));
            look(user);
        }
    }

    /** A file has been taken for a user, who may be online. */
    public void taken(StoredFile file) {
        JID user = file.offer().owner();
        if (clients.of(user).isEmpty()) {
            return;
        }
        Inbox inbox =
                inboxes.computeIfAbsent(user, key -> new Inbox(around.clock().instant()));
        if (inbox.read) {
            inbox.files.add(file);
        }
        look(user);
    }

    /** A client is not available any more. */
    public void gone(JID client) {
        sender.clientGone(client);
        if (clients.of(client.asBareJID()).isEmpty()) {
            inboxes.remove(client.asBareJID());
        }
    }

    /** Ends what is on its way to a user, and offers nothing more before the user comes again. */
    public void forget(JID user) {
        inboxes.remove(user.asBareJID());
        sender.cancel(user);
    }

    /** Ends everything, and offers nothing more before somebody comes. */
    public void cancelAll() {
        inboxes.clear();
        sender.cancelAll();
    }

    /** To be called about once per second. */
    public void tick() {
        List.copyOf(inboxes.keySet()).forEach(this::look);
    }

    private void look(JID user) {
        Inbox inbox = inboxes.get(user);
        List<Client> available = clients.of(user);
        Optional<Client> best = available.stream()
                .filter(client -> client.takesFiles().orElse(false))
                .findFirst();
        boolean known =
                available.stream().allMatch(client -> client.takesFiles().isPresent());
        boolean late =
                !inbox.since.plus(TIME_FOR_CAPABILITIES).isAfter(around.clock().instant());
        if (best.isPresent() && (known || late)) {
            offer(user, inbox, best.get());
        } else if (available.isEmpty() || known || late) {
            inboxes.remove(user);
        }
    }

    private void offer(JID user, Inbox inbox, Client client) {
        if (!inbox.read) {
            read(user, inbox);
            return;
        }
        while (inbox.open < MAX_AT_ONCE && !inbox.files.isEmpty()) {
            StoredFile file = inbox.files.remove();
            if (inbox.offered.add(file.id())) {
                names.of(file).ifPresent(name -> offer(user, inbox, file, name, client));
            }
        }
        if (inbox.open == 0) {
            inboxes.remove(user, inbox);
        }
    }

    private void read(JID user, Inbox inbox) {
        if (inbox.reading) {
            return;
        }
        inbox.reading = true;
        around.store()
                .waitingFor(user)
                .whenComplete((files, failure) -> around.thread().execute(() -> {
                    if (inboxes.get(user) != inbox) {
                        return;
                    }
                    if (failure != null) { // the database is away: the next look asks again
                        inbox.reading = false;
                        return;
                    }
                    inbox.files.addAll(files);
                    inbox.read = true;
                    look(user);
                }));
    }

    private void offer(JID user, Inbox inbox, StoredFile file, JID name, Client client) {
        inbox.open++;
        boolean inBand = !around.streams().isOpen() || inBandAlone.contains(client.software());
        Consignment consignment = new Consignment(
                file,
                new JID(name.getNode(), name.getDomain(), around.ids().get(), true),
                client.address(),
                describe.apply(file),
                inBand ? List.of(StreamMethod.IN_BAND) : List.of(StreamMethod.SOCKS5, StreamMethod.IN_BAND),
                REUSES_STREAM_ID.contains(client.software()));
        sender.offer(consignment, ending -> {
            inbox.open--;
            ended(file, ending, client.software());
            if (inboxes.get(user) == inbox) {
                look(user);
            }
        });
    }

    private void ended(StoredFile file, FileSender.Ending ending, String software) {
        switch (ending.result()) {
            case DELIVERED -> {
                around.store().delivered(file.id());
                delivered.accept(file);
                if (ending.socks5Failed() && !software.isEmpty() && inBandAlone.size() < MAX_SOFTWARE) {
                    inBandAlone.add(software);
                }
            }
            case DECLINED -> around.store().declined(file.id());
            default -> {} // it waits
        }
    }

    /** @return of how many users files are being offered */
    public int size() {
        return inboxes.size();
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.files.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.OwnerClients.Client;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.ReceiveBy;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.xmpp.packet.JID;

/**
 * Decides when a waiting file is offered, and to which client. In a cluster the node of the client that is chosen
 * offers it, and the others do nothing. When a user comes online, capabilities are waited for, clients that announce
 * none are asked, and then every file is offered once. If no client takes files, or could not take this one, all get a
 * link. A user may want links always, or to be asked. What a client does not take stays until another client, or the
 * same one, comes. A client may also learn to take files later: some programs load that part after they have logged in.
 * On the thread of the sender.
 */
public final class Deliveries {

    /**
     * The server asks a client for its capabilities when it has come; so long the client that is preferred is waited
     * for.
     */
    private static final Duration TIME_FOR_CAPABILITIES = Duration.ofSeconds(5);
    /** So long the answers of clients are waited for that announce nothing, or what nobody could prove. */
    private static final Duration TIME_FOR_ANSWERS = Duration.ofSeconds(15);
    /** So long any client is waited for if none is known to take files, and no link can be sent. */
    private static final Duration TIME_FOR_ANY_CLIENT = Duration.ofMinutes(1);

    private static final int MAX_AT_ONCE = 3;
    /** Offers to the clients of one user, those included that were requested. */
    static final int MAX_OFFERS = 10;

    /** What is no refusal by a person, and no accident after which the client may take it later. */
    private static final Set<DeliveryResult> LEADS_TO_LINK = Set.of(
            DeliveryResult.NOT_SUPPORTED,
            DeliveryResult.SOCKS5_FAILED,
            DeliveryResult.NOT_ANSWERED,
            DeliveryResult.FAILED);

    private final FileSender.Surroundings around;
    private final FileSender sender;
    private final ClientQueries clients;
    private final LinkSender links;
    private final ReceivePreferences preferences;
    private final SenderNames names;
    private final Function<StoredFile, String> describe;
    private final Listener listener;
    private final Map<JID, Inbox> inboxes = new HashMap<>();
    /** By owner. */
    private final Map<JID, List<OpenOffer>> openOffers = new HashMap<>();

    /** Is told what has become of files, once it is written. On the thread of the sender. */
    public interface Listener {

        void delivered(StoredFile file);

        void declined(StoredFile file);

        /** The owner, who wants to be asked, is online. */
        void waits(StoredFile file);
    }

    /**
     * What is to be offered to a user. It is kept while the user is online and files are left that nobody has taken.
     */
    private static final class Inbox {
        private Instant since;
        /** Whether it is looked at as time passes. */
        private boolean pending;

        private final Deque<StoredFile> files = new ArrayDeque<>();
        /** Those that were offered and are still in the store. */
        private final Set<FileId> offered = new HashSet<>();
        /** Those of them that are not answered yet, or on their way. */
        private final Set<FileId> open = new HashSet<>();

        private ReceiveBy receiveBy = ReceiveBy.OFFER;
        private boolean reading;
        private boolean read;
        /** Counts what makes it be read again, also while it is being read. */
        private int changes;

        private void readAgain() {
            read = false;
            changes++;
            files.clear();
        }

        private void await(Instant now) {
            since = now;
            pending = true;
        }
    }

    /** What the database has of a user. */
    private record Found(List<StoredFile> files, ReceiveBy receiveBy) {}

    /** What a client is being asked, or is receiving. */
    private record OpenOffer(FileId file, JID client) {}

    /** @param describe gives what the owner is told of a file: who sent it, and when */
    public Deliveries(
            FileSender.Surroundings around,
            FileSender sender,
            ClientQueries clients,
            LinkSender links,
            ReceivePreferences preferences,
            SenderNames names,
            Function<StoredFile, String> describe,
            Listener listener) {
        this.around = around;
        this.sender = sender;
        this.clients = clients;
        this.links = links;
        this.preferences = preferences;
        this.names = names;
        this.describe = describe;
        this.listener = listener;
    }

    /** A client has become available, so that files may be offered, those too that another client did not take. */
    public void available(JID client) {
        JID user = client.asBareJID();
        if (around.store().mayHaveFilesFor(user)) {
            Inbox inbox = inboxes.computeIfAbsent(user, key -> new Inbox());
            inbox.await(around.clock().instant());
            inbox.offered.retainAll(inbox.open);
            inbox.readAgain();
            look(user);
        }
    }

    /** A client that is available has sent other presence, which may announce other capabilities. */
    public void changed(JID client) {
        Inbox inbox = inboxes.get(client.asBareJID());
        if (inbox != null) {
            around.store().askOthersToLook(client.asBareJID()); // another client may be preferred now
            inbox.await(around.clock().instant());
            look(client.asBareJID());
        }
    }

    /**
     * Files of a user wait of which another node has told. Those that were offered here before are not offered again.
     */
    public void changedElsewhere(JID user) {
        if (clients.areHere(user)) {
            Inbox inbox = inboxes.computeIfAbsent(user, key -> new Inbox());
            inbox.await(around.clock().instant());
            inbox.readAgain();
            look(user);
        }
    }

    /** A client has answered what it can do. */
    public void answered(JID client) {
        if (inboxes.containsKey(client.asBareJID())) {
            look(client.asBareJID());
        }
    }

    /** A file has been taken for a user, who may be online. */
    public void taken(StoredFile file) {
        JID user = file.offer().owner();
        if (!clients.areHere(user)) {
            return; // the other nodes are told of it
        }
        Inbox inbox = inboxes.computeIfAbsent(user, key -> new Inbox());
        if (inbox.read) {
            inbox.files.add(file);
        }
        inbox.await(around.clock().instant());
        look(user);
    }

    /**
     * A user wants a file that waits, now and on the client by which it is requested, even if it was offered before.
     * Any thread.
     *
     * @param client full JID of a client of the file's owner
     */
    public CompletableFuture<RequestAnswer> request(StoredFile file, JID client) {
        CompletableFuture<RequestAnswer> answer = new CompletableFuture<>();
        around.thread().execute(() -> answer.complete(requested(file, client)));
        return answer;
    }

    private RequestAnswer requested(StoredFile file, JID address) {
        JID user = file.offer().owner();
        Client client = clients.of(user).stream()
                .filter(each -> each.address().equals(address))
                .findFirst()
                .orElseGet(() -> new Client(address, Optional.empty(), ""));
        List<OpenOffer> open = openOffers.getOrDefault(user, List.of());
        if (open.contains(new OpenOffer(file.id(), address))) {
            return RequestAnswer.UNDER_WAY;
        }
        if (!client.takesFiles().orElse(true)) {
            boolean sent = names.of(file)
                    .filter(name -> links.send(file, name, List.of(client)))
                    .isPresent();
            return sent ? RequestAnswer.LINKED : RequestAnswer.NOT_SUPPORTED;
        }
        if (open.size() >= MAX_OFFERS) {
            return RequestAnswer.TOO_MANY;
        }
        Optional<JID> name = names.of(file);
        name.ifPresent(sender -> offer(file, sender, client, (result, hasLeft) -> {}));
        return name.isPresent() ? RequestAnswer.OFFERED : RequestAnswer.WITHHELD;
    }

    private boolean isOffered(StoredFile file) {
        return openOffers.getOrDefault(file.offer().owner(), List.of()).stream()
                .anyMatch(each -> each.file().equals(file.id()));
    }

    /** A client is not available any more. */
    public void gone(JID client) {
        JID user = client.asBareJID();
        boolean waits = inboxes.containsKey(user) || openOffers.containsKey(user);
        sender.clientGone(client);
        if (!clients.areHere(user)) {
            inboxes.remove(user);
        }
        if (waits) {
            around.store().askOthersToLook(user);
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
        inboxes.entrySet().stream()
                .filter(each -> each.getValue().pending)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::look);
    }

    private void look(JID user) {
        Inbox inbox = inboxes.get(user);
        List<Client> available = clients.of(user);
        Duration waited = Duration.between(inbox.since, around.clock().instant());
        if (available.stream().noneMatch(Client::isHere)) {
            if (waited.compareTo(TIME_FOR_CAPABILITIES) >= 0) {
                inboxes.remove(user);
            }
        } else if (!inbox.read) {
            inbox.pending = true; // if the database is away the next look asks again
            read(user, inbox);
        } else {
            switch (inbox.receiveBy) {
                case OFFER -> offerOrLink(user, inbox, available, waited);
                case LINK -> {
                    sendLinks(user, inbox, available);
                    if (!inbox.files.isEmpty()) { // links are off
                        offerOrLink(user, inbox, available, waited);
                    }
                }
                case ASK -> {
                    if (isOurs(inbox, available.get(0), waited)) {
                        tellWhatWaits(user, inbox);
                    }
                }
            }
        }
    }

    private void offerOrLink(JID user, Inbox inbox, List<Client> available, Duration waited) {
        Optional<Client> best = available.stream()
                .filter(client -> client.takesFiles().orElse(false))
                .findFirst();
        boolean known =
                available.stream().allMatch(client -> client.takesFiles().isPresent());
        boolean late = waited.compareTo(TIME_FOR_CAPABILITIES) >= 0;
        if (best.isPresent() && (known || late)) {
            if (isOurs(inbox, best.get(), waited)) {
                offer(user, inbox, best.get());
            }
            return;
        }
        available.stream()
                .filter(client -> client.isHere()
                        && client.takesFiles().isEmpty()
                        && (late || client.software().isEmpty()))
                .forEach(client -> clients.ask(client.address()));
        inbox.pending = !late || !known && waited.compareTo(TIME_FOR_ANY_CLIENT) < 0;
        if (late && (known || waited.compareTo(TIME_FOR_ANSWERS) >= 0)) {
            sendLinks(user, inbox, available);
        }
    }

    /**
     * Leaves the files to the node of the client that is to get them. That node may see things a little later, and this
     * one too.
     */
    private boolean isOurs(Inbox inbox, Client client, Duration waited) {
        if (!client.isHere()) {
            inbox.readAgain();
            inbox.pending = waited.compareTo(TIME_FOR_CAPABILITIES) < 0;
        }
        return client.isHere();
    }

    /** The user is told of each file once, and asks for it or does not. */
    private void tellWhatWaits(JID user, Inbox inbox) {
        inbox.pending = false;
        for (StoredFile file = inbox.files.poll(); file != null; file = inbox.files.poll()) {
            if (inbox.offered.add(file.id()) && names.of(file).isPresent()) {
                listener.waits(file);
            }
        }
    }

    private void offer(JID user, Inbox inbox, Client client) {
        while (inbox.open.size() < MAX_AT_ONCE && !inbox.files.isEmpty()) {
            StoredFile file = inbox.files.remove();
            if (inbox.offered.add(file.id()) && !isOffered(file)) {
                names.of(file).ifPresent(name -> offer(user, inbox, file, name, client));
            }
        }
        inbox.pending = false; // the end of what is open leads here again
        if (inbox.files.isEmpty() && inbox.offered.isEmpty()) {
            inboxes.remove(user, inbox);
        }
    }

    private void sendLinks(JID user, Inbox inbox, List<Client> available) {
        if (!available.get(0).isHere()) {
            return; // the node of the first sends them to all
        }
        inbox.files.removeIf(file -> inbox.offered.contains(file.id())
                || names.of(file)
                        .filter(name -> links.send(file, name, available))
                        .isPresent());
        if (inbox.files.isEmpty() && inbox.offered.isEmpty()) {
            inboxes.remove(user, inbox);
        }
    }

    private void read(JID user, Inbox inbox) {
        if (inbox.reading) {
            return;
        }
        inbox.reading = true;
        int before = inbox.changes;
        around.store()
                .waitingFor(user)
                .thenCombine(preferences.of(user), Found::new)
                .whenComplete((found, failure) -> around.thread().execute(() -> {
                    inbox.reading = false;
                    if (inboxes.get(user) == inbox && failure == null && inbox.changes != before) {
                        look(user);
                    } else if (inboxes.get(user) == inbox && failure == null) {
                        inbox.read = true;
                        inbox.receiveBy = found.receiveBy();
                        inbox.files.clear();
                        inbox.files.addAll(found.files());
                        look(user);
                    }
                }));
    }

    private void offer(JID user, Inbox inbox, StoredFile file, JID name, Client client) {
        inbox.open.add(file.id());
        offer(file, name, client, (result, hasLeft) -> {
            inbox.open.remove(file.id());
            if (hasLeft || LEADS_TO_LINK.contains(result) && sendLink(file)) {
                inbox.offered.remove(file.id());
            }
            if (inboxes.get(user) == inbox) {
                look(user);
            }
        });
    }

    /** The client could not take it. @return whether the user's clients, if there are any, were sent a link */
    private boolean sendLink(StoredFile file) {
        List<Client> available = clients.of(file.offer().owner());
        return !available.isEmpty()
                && !isOffered(file)
                && names.of(file)
                        .filter(name -> links.send(file, name, available))
                        .isPresent();
    }

    /** @param afterwards is told what the offer has come to, and whether the file has left the store */
    private void offer(StoredFile file, JID name, Client client, BiConsumer<DeliveryResult, Boolean> afterwards) {
        OpenOffer open = new OpenOffer(file.id(), client.address());
        openOffers
                .computeIfAbsent(file.offer().owner(), none -> new ArrayList<>())
                .add(open);
        OutgoingFile outgoing = OutgoingFile.of(file, around.store());
        sender.offer(outgoing, name, client, describe.apply(file), ending -> {
            openOffers.computeIfPresent(file.offer().owner(), (owner, offers) -> {
                offers.remove(open);
                return offers.isEmpty() ? null : offers;
            });
            afterwards.accept(ending.result(), ended(file, ending));
        });
    }

    /** @return whether it has left the store */
    private boolean ended(StoredFile file, FileSender.Ending ending) {
        switch (ending.result()) {
            case DELIVERED -> {
                tell(around.store().delivered(file.id()), () -> listener.delivered(file));
                return true;
            }
            case DECLINED -> {
                if (isOffered(file)) { // another client has been asked, at the user's request
                    return false;
                }
                tell(around.store().declined(file.id()), () -> listener.declined(file));
                return true;
            }
            default -> {
                return false; // it waits
            }
        }
    }

    private void tell(CompletionStage<Boolean> changed, Runnable telling) {
        changed.thenAccept(isChanged -> {
            if (isChanged) { // not if it was delivered before, or deleted
                around.thread().execute(telling);
            }
        });
    }

    /** @return of how many users files are being offered, or are to be */
    public int size() {
        return (int) inboxes.values().stream()
                .filter(inbox -> inbox.pending || !inbox.open.isEmpty())
                .count();
    }
}

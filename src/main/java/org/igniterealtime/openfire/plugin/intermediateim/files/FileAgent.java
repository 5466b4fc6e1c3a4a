package org.igniterealtime.openfire.plugin.intermediateim.files;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.ClientQueries;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.Deliveries;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.FileSender;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.LinkSender;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.OwnerClients;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.ReceivePreferences;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.RequestAnswer;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.SenderNames;
import org.igniterealtime.openfire.plugin.intermediateim.files.linked.LinkOffers;
import org.igniterealtime.openfire.plugin.intermediateim.files.linked.LinkedFiles;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.LiveTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.OfferedTo;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.SenderPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.receiving.Addressee;
import org.igniterealtime.openfire.plugin.intermediateim.files.receiving.FileReceiver;
import org.igniterealtime.openfire.plugin.intermediateim.files.receiving.PassedOffers;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.FileStore;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.UserRates;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.LocalizedTexts;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.DirectStreams;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.LocalStreams;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Counters;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.OwnStanzas;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.TransferLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/**
 * Takes files, keeps them in the store and brings them to their owners. It is off until {@link #turn}. Any thread may
 * call; what happens to transfers happens on the one thread of the agent.
 */
public final class FileAgent implements AutoCloseable {

    /** Files that were taken for somebody. */
    public static final String TAKEN = "taken";
    /** Files that a client has got. */
    public static final String DELIVERED = "delivered";
    /** Files in which malware was found. */
    public static final String INFECTED = "infected";

    private static final Logger Log = LoggerFactory.getLogger(FileAgent.class);

    private static final Duration EXPIRY = Duration.ofHours(1);
    private static final Duration DELETION = Duration.ofSeconds(10);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    /**
     * What the agent needs.
     *
     * @param policy asked again before an offer is taken in the place of a client
     * @param thread one, of the agent alone; ended with it
     * @param ids    gives ids of stanzas and streams that nobody can guess: name tokens
     * @param server the domain, in whose name clients are asked what they can do
     * @param receipts tells senders what has become of their files
     * @param linked the files behind links in messages
     * @param held   is told of files that were taken and are not to be delivered yet. On the thread of the agent
     */
    public record Surroundings(
            SenderPolicy policy,
            FileStore store,
            LocalStreams streams,
            DirectStreams direct,
            ScheduledExecutorService thread,
            StanzaSink sink,
            Supplier<String> ids,
            LocalizedTexts texts,
            TransferLog log,
            JID server,
            OwnerClients clients,
            LinkSender links,
            ReceivePreferences preferences,
            SenderNames names,
            LinkedFiles linked,
            Deliveries.Listener receipts,
            Consumer<StoredFile> held,
            Clock clock) {}

    private final Counters counters = new Counters(List.of(TAKEN, DELIVERED, INFECTED));
    private final FileStore store;
    private final LocalizedTexts texts;
    private final ScheduledExecutorService timer;
    private final Executor thread;
    private final UserRates rates = new UserRates(System::nanoTime, this::after); // on the thread of the agent
    private final SenderPolicy policy;
    private final OwnStanzas own;
    private final PassedOffers passed;
    private final FileReceiver receiver;
    private final FileSender sender;
    private final ClientQueries queries;
    private final Deliveries deliveries;
    private final LinkOffers linkOffers;
    private final Consumer<StoredFile> held;
    private volatile boolean on; // changed by the thread of the agent

    public FileAgent(Surroundings around) {
        store = around.store();
        texts = around.texts();
        held = around.held();
        timer = around.thread();
        thread = task -> execute(timer, task);
        policy = around.policy();
        own = new OwnStanzas(around.sink());
        passed = new PassedOffers(around.clock());
        receiver = new FileReceiver(
                new FileReceiver.Surroundings(
                        store,
                        around.streams(),
                        around.direct(),
                        thread,
                        own,
                        around.ids(),
                        rates,
                        texts,
                        around.log(),
                        around.clock()),
                this::taken);
        FileSender.Surroundings sending = new FileSender.Surroundings(
                store, around.streams(), thread, own, around.ids(), rates, around.log(), around.clock());
        sender = new FileSender(sending);
        queries = new ClientQueries(around.clients(), around.server(), around.sink(), around.ids());
        deliveries = new Deliveries(
                sending,
                sender,
                queries,
                around.links(),
                around.preferences(),
                around.names(),
                this::describe,
                listener(around.receipts()));
        linkOffers = new LinkOffers(
                sending,
                sender,
                around.linked(),
                around.clients(),
                around.names(),
                () -> texts.text("intermediateim.files.linked"),
                () -> counters.add(DELIVERED, 1));
    }

    /** What fails is logged, since the executor would keep that to itself; what comes after the end is dropped. */
    private static void execute(Executor executor, Runnable task) {
        try {
            executor.execute(() -> run(task));
        } catch (RejectedExecutionException e) {
            Log.debug("A task came after the end");
        }
    }

    private void after(Duration wait, Runnable task) {
        try {
            timer.schedule(() -> run(task), wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            Log.debug("A task came after the end");
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            Log.error("A file transfer failed unexpectedly", e);
        }
    }

    private Deliveries.Listener listener(Deliveries.Listener receipts) {
        return new Deliveries.Listener() {
            @Override
            public void delivered(StoredFile file) {
                counters.add(DELIVERED, 1);
                receipts.delivered(file);
            }

            @Override
            public void declined(StoredFile file) {
                receipts.declined(file);
            }

            @Override
            public void waits(StoredFile file) {
                receipts.waits(file);
            }
        };
    }

    /** Opens the store, and has time pass. */
    public void open() {
        store.open();
        timer.scheduleWithFixedDelay(() -> run(this::tick), 1, 1, TimeUnit.SECONDS);
        timer.scheduleWithFixedDelay(() -> run(store::expire), 1, EXPIRY.toMinutes(), TimeUnit.MINUTES);
    }

    private void tick() {
        store.tick();
        passed.due(this::lacksFiles).forEach(this::takeInPlace);
        receiver.tick();
        sender.tick();
        deliveries.tick();
        rates.tick();
    }

    private void taken(StoredFile file) {
        counters.add(TAKEN, 1);
        if (file.state() == FileState.HELD) {
            held.accept(file);
        } else {
            waits(file);
        }
    }

    private void waits(StoredFile file) {
        if (on) {
            deliveries.taken(file);
        }
    }

    /** Files of a user wait of which another node has told. Any thread. */
    public void changedElsewhere(JID owner) {
        thread.execute(() -> {
            if (on) {
                deliveries.changedElsewhere(owner);
            }
        });
    }

    /** Nodes have come or gone: files may wait that could not be read before. Any thread. */
    public void nodesChanged() {
        store.owners().stream().filter(queries::areHere).forEach(this::changedElsewhere);
    }

    /** A file that was held waits now. Any thread. */
    public void released(StoredFile file) {
        thread.execute(() -> waits(file));
    }

    /** Says whose file it is, which the offer does not tell if it is made in another name, and of when. */
    private String describe(StoredFile file) {
        String origin =
                texts.text("intermediateim.files.origin", file.offer().sender().toBareJID(), TIME.format(file.taken()));
        String said = file.offer().description();
        return said.isBlank() ? origin : said + "\n" + origin;
    }

    public Counters counters() {
        return counters;
    }

    private boolean lacksFiles(JID client) {
        return queries.of(client.asBareJID()).stream()
                .anyMatch(each ->
                        each.address().equals(client) && !each.takesFiles().orElse(true));
    }

    /** @return the offers that go on to clients, which the agent takes in their place if they can't */
    public PassedOffers passedOffers() {
        return passed;
    }

    /** @return whether this thread is just sending this stanza for the agent, in whoever's name */
    public boolean isOwn(Packet stanza) {
        return own.isOwn(stanza);
    }

    /** Takes an offer in the place of the client that it was made to. To be used on the {@link #thread}. */
    public void takeInPlace(IQ offer) {
        JID client = offer.getTo();
        if (on && policy.permits(offer.getFrom(), client)) {
            receiver.offered(offer, new Addressee(client.asBareJID(), OfferedTo.FULL_JID, false));
        }
    }

    /**
     * Offers the file behind a link to a client that was sent it. Any thread.
     *
     * @param key of the file; see {@link LinkedFiles#key}
     */
    public void offerLinked(String key, JID sender, JID client) {
        thread.execute(() -> {
            if (on) {
                linkOffers.offer(key, sender, client);
            }
        });
    }

    /** @return takes files; to be used on the {@link #thread}, unless it says otherwise */
    public FileReceiver receiver() {
        return receiver;
    }

    /** @return brings files; likewise */
    public FileSender sender() {
        return sender;
    }

    /** @return whether a stanza answers what a client was asked. Any thread; does not block */
    public boolean isAnswer(Packet stanza) {
        return queries.isOurs(stanza);
    }

    /** Takes the answer of a client; to be used on the {@link #thread}. */
    public void answered(IQ answer) {
        queries.receive(answer);
        deliveries.answered(answer.getFrom());
    }

    /** @return the thread on which transfers live. It runs tasks in order and never at once */
    public Executor thread() {
        return thread;
    }

    /** Turns it on or off. What is under way when it is turned off is ended. */
    public void turn(boolean wanted) {
        thread.execute(() -> {
            on = wanted;
            if (!wanted) {
                passed.forgetAll();
                receiver.cancelAll();
                deliveries.cancelAll();
                linkOffers.forgetAll();
            }
        });
    }

    /** Has the in-band bytestreams of each user together be no faster. @param bytesPerSecond 0 for no limit */
    public void limitInBand(long bytesPerSecond) {
        thread.execute(() -> rates.limit(bytesPerSecond));
    }

    /** A client of a user has become available. Files are offered to it if some are waiting. */
    public void available(JID client) {
        if (store.mayHaveFilesFor(client)) {
            thread.execute(() -> {
                if (on) {
                    deliveries.available(client);
                }
            });
        }
    }

    /** Offers a waiting file to a client that its owner has asked by. @see Deliveries#request */
    public CompletionStage<RequestAnswer> request(StoredFile file, JID client) {
        return on ? deliveries.request(file, client) : CompletableFuture.completedFuture(RequestAnswer.WITHHELD);
    }

    /** @return the transfers that are going on, as soon as the thread of the agent can tell */
    public CompletionStage<List<LiveTransfer>> live() {
        CompletableFuture<List<LiveTransfer>> live = new CompletableFuture<>();
        thread.execute(() -> live.complete(Stream.concat(receiver.live().stream(), sender.live().stream())
                .sorted(Comparator.comparing(LiveTransfer::begun))
                .toList()));
        return live;
    }

    /** A client of a user that is available has sent other presence, by which it may have learned to take files. */
    public void changed(JID client) {
        queries.forget(client);
        if (store.mayHaveFilesFor(client)) {
            thread.execute(() -> {
                if (on) {
                    deliveries.changed(client);
                }
            });
        }
    }

    /** A client of a user is not available any more. */
    public void gone(JID client) {
        queries.forget(client);
        thread.execute(() -> {
            receiver.clientGone(client);
            passed.clientGone(client);
            deliveries.gone(client);
            linkOffers.gone(client);
        });
    }

    /** Deletes what is kept for a user, and ends the transfers from and to that user. */
    public void forget(JID bareJid) {
        thread.execute(() -> {
            receiver.cancel(bareJid);
            deliveries.forget(bareJid);
            linkOffers.forget(bareJid);
        });
        store.deleteOf(bareJid);
    }

    /**
     * Deletes all files, and ends all transfers. Blocks.
     *
     * @throws IllegalStateException if that can't be done now
     */
    public void forgetAll() {
        thread.execute(() -> {
            receiver.cancelAll();
            deliveries.cancelAll();
        });
        try {
            store.deleteAll().toCompletableFuture().get(DELETION.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Some files could not be deleted", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends all transfers. Stanzas can still be sent. */
    @Override
    public void close() throws InterruptedException {
        turn(false);
        timer.shutdown();
        timer.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        timer.shutdownNow();
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.files.delivery;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.OwnerClients.Client;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.LiveTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.FileStore;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.IbbError;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.IbbStream;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.UserRates;
import org.igniterealtime.openfire.plugin.intermediateim.si.StreamMethod;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.LocalStreams;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.TransferLog;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** Offers files of the store to clients and brings them. Everything happens on one thread, but for {@link #isOurs}. */
public final class FileSender {

    /** libpurple goes on in-band with the same id when streamhosts have failed. */
    private static final Set<String> REUSES_STREAM_ID = Set.of("https://pidgin.im/", "http://pidgin.im/");

    /** These are known to take them; slixmpp takes no second try after its first refusal. */
    private static final Set<String> TAKES_LARGE_BLOCKS = Set.of(
            "https://pidgin.im/",
            "http://pidgin.im/",
            "https://igniterealtime.org/projects/smack",
            "http://www.igniterealtime.org/projects/smack");

    private static final int LARGE_BLOCK = 32_768;
    private static final int BLOCK = 8192;

    /**
     * What sending needs.
     *
     * @param thread one; everything here happens on it, one thing after the other
     * @param ids    gives ids of stanzas and streams that nobody can guess: name tokens
     * @param rates  on that thread: how fast in-band bytestreams may be
     */
    public record Surroundings(
            FileStore store,
            LocalStreams streams,
            Executor thread,
            StanzaSink sink,
            Supplier<String> ids,
            UserRates rates,
            TransferLog log,
            Clock clock) {}

    /**
     * What has come of an offer.
     *
     * @param method       by which the file went, or was to go
     * @param socks5Failed whether a SOCKS5 bytestream was tried before in vain
     */
    public record Ending(DeliveryResult result, StreamMethod method, boolean socks5Failed) {}

    private final Surroundings surroundings;
    private final Socks5Failures socks5Failures;
    /** By the ids of requests whose answers belong to them. */
    private final Map<String, OutgoingTransfer> awaited = new ConcurrentHashMap<>();

    private final Map<IbbStream, OutgoingTransfer> streams = new ConcurrentHashMap<>();

    public FileSender(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.socks5Failures = new Socks5Failures(surroundings.clock());
    }

    /** @return whether a stanza belongs to a transfer that is going on here. Any thread; does not block */
    public boolean isOurs(Packet stanza) {
        return !streams.isEmpty() && of(stanza).isPresent();
    }

    private Optional<OutgoingTransfer> of(Packet stanza) {
        if (stanza instanceof IQ iq && iq.isResponse()) {
            return Optional.ofNullable(iq.getID())
                    .map(awaited::get)
                    .filter(transfer -> transfer.client().equals(iq.getFrom())
                            && transfer.sender().equals(iq.getTo()));
        }
        return IbbStream.of(stanza).map(streams::get);
    }

    /**
     * Offers a file in the way that suits the client, as far as that is known.
     *
     * @param name        bare JID in whose name it is offered; see {@link SenderNames}
     * @param description for the person who is asked; empty for none
     * @param told        as below
     */
    public void offer(OutgoingFile file, JID name, Client client, String description, Consumer<Ending> told) {
        boolean inBand = !surroundings.streams().isOpen() || socks5Failures.has(client.address(), client.software());
        Consignment consignment = new Consignment(
                file,
                new JID(name.getNode(), name.getDomain(), surroundings.ids().get(), true),
                client.address(),
                description,
                inBand ? List.of(StreamMethod.IN_BAND) : List.of(StreamMethod.SOCKS5, StreamMethod.IN_BAND),
                REUSES_STREAM_ID.contains(client.software()),
                TAKES_LARGE_BLOCKS.contains(client.software()) ? LARGE_BLOCK : BLOCK);
        offer(consignment, ending -> {
            if (ending.result() == DeliveryResult.DELIVERED && ending.socks5Failed()) {
                socks5Failures.add(client.address(), client.software());
            }
            told.accept(ending);
        });
    }

    /**
     * Offers a file, and brings it if the client accepts. If SOCKS5 bytestreams fail it is offered in-band.
     *
     * @param told is told once what has come of it, on the thread of the sender
     */
    void offer(Consignment consignment, Consumer<Ending> told) {
        begin(consignment, ending -> {
            boolean again = ending.result() == DeliveryResult.SOCKS5_FAILED
                    && consignment.methods().contains(StreamMethod.IN_BAND)
                    && consignment.methods().size() > 1;
            if (again) {
                begin(
                        consignment.inBandAlone(),
                        second -> told.accept(new Ending(second.result(), second.method(), true)));
            } else {
                told.accept(ending);
            }
        });
    }

    private void begin(Consignment consignment, Consumer<Ending> told) {
        new OutgoingTransfer(consignment, surroundings, new Registry(told)).offer();
    }

    /** Notes where the stanzas of a transfer go. */
    private final class Registry implements OutgoingTransfer.Owner {

        private final Consumer<Ending> told;

        private Registry(Consumer<Ending> told) {
            this.told = told;
        }

        @Override
        public void begun(IbbStream stream, OutgoingTransfer transfer) {
            streams.put(stream, transfer);
        }

        @Override
        public void awaits(String id, OutgoingTransfer transfer) {
            awaited.put(id, transfer);
        }

        @Override
        public void answered(String id) {
            awaited.remove(id);
        }

        @Override
        public void ended(IbbStream stream, List<String> ids, Ending ending) {
            streams.remove(stream);
            ids.forEach(awaited::remove);
            told.accept(ending);
        }
    }

    /**
     * Takes a stanza of a transfer; see {@link #isOurs}. One that belongs to none any more is answered all the same.
     */
    public void receive(Packet stanza) {
        of(stanza).ifPresentOrElse(transfer -> transfer.receive(stanza), () -> {
            if (stanza instanceof IQ iq && iq.isRequest()) {
                surroundings.sink().send(IbbError.ofUnknown(iq).answer(iq));
            }
        });
    }

    /** To be called about once per second. */
    public void tick() {
        each(OutgoingTransfer::tick);
    }

    /** Ends what is on its way to a client that is not there any more. */
    public void clientGone(JID client) {
        each(transfer -> {
            if (transfer.client().equals(client)) {
                transfer.clientGone();
            }
        });
    }

    /** Ends what is on its way to a user. */
    public void cancel(JID user) {
        JID bare = user.asBareJID();
        each(transfer -> {
            if (transfer.client().asBareJID().equals(bare)) {
                transfer.cancel();
            }
        });
    }

    /** Ends everything. */
    public void cancelAll() {
        each(OutgoingTransfer::cancel);
    }

    private void each(Consumer<OutgoingTransfer> action) {
        List.copyOf(streams.values()).forEach(action);
    }

    /** @return the transfers that are going on */
    public List<LiveTransfer> live() {
        return streams.values().stream().map(OutgoingTransfer::view).toList();
    }

    /** @return how many transfers there are. Any thread */
    public int size() {
        return streams.size();
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.files.receiving;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileName;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.LiveTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.NewFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusalReason;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusedException;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.FileStore;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.UserRates;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.LocalizedTexts;
import org.igniterealtime.openfire.plugin.intermediateim.si.Offer;
import org.igniterealtime.openfire.plugin.intermediateim.si.Range;
import org.igniterealtime.openfire.plugin.intermediateim.si.SiError;
import org.igniterealtime.openfire.plugin.intermediateim.si.SiException;
import org.igniterealtime.openfire.plugin.intermediateim.si.StreamMethod;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.DirectStreams;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.LocalStreams;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.TransferLog;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/**
 * Takes files in the name of local addresses. Whoever calls {@link #offered} has checked before that the sender may
 * send to that address. Everything happens on one thread, but for {@link #isOurs}.
 */
public final class FileReceiver {

    /** Is told of files that have been taken. On the thread of the receiver. */
    @FunctionalInterface
    public interface Listener {
        void taken(StoredFile file);
    }

    /**
     * What receiving needs.
     *
     * @param thread one; everything here happens on it
     * @param ids    gives ids of stanzas that nobody can guess
     * @param rates  on that thread: how fast in-band bytestreams may be
     */
    public record Surroundings(
            FileStore store,
            LocalStreams streams,
            DirectStreams direct,
            Executor thread,
            StanzaSink sink,
            Supplier<String> ids,
            UserRates rates,
            LocalizedTexts texts,
            TransferLog log,
            Clock clock) {}

    /** The transfers that a sender may have open at once, those included that it never goes on with. */
    private static final int MAX_PER_SENDER = 50;

    private static final int MAX_TRANSFERS = 10_000;

    private final Surroundings surroundings;
    private final Listener listener;
    private final Map<TransferKey, IncomingTransfer> transfers = new ConcurrentHashMap<>();
    /** By the ids of requests that were sent. */
    private final Map<String, IncomingTransfer> awaited = new ConcurrentHashMap<>();

    private final IncomingTransfer.Owner owner = new IncomingTransfer.Owner() {
        @Override
        public void awaits(String id, IncomingTransfer transfer) {
            awaited.put(id, transfer);
        }

        @Override
        public void taken(StoredFile file) {
            listener.taken(file);
        }

        @Override
        public void ended(IncomingTransfer transfer, List<String> ids) {
            ids.forEach(awaited::remove);
            transfers.remove(transfer.key(), transfer);
        }
    };

    public FileReceiver(Surroundings surroundings, Listener listener) {
        this.surroundings = surroundings;
        this.listener = listener;
    }

    /** @return whether a stanza belongs to a transfer that is going on here. Any thread; does not block */
    public boolean isOurs(Packet stanza) {
        if (transfers.isEmpty() || stanza.getFrom() == null || stanza.getTo() == null) {
            return false;
        }
        if (stanza instanceof IQ iq && iq.isResponse()) {
            return awaiting(iq).isPresent();
        }
        String sid = sid(stanza);
        return !sid.isEmpty() && transfers.containsKey(new TransferKey(stanza.getTo(), stanza.getFrom(), sid));
    }

    private static String sid(Packet stanza) {
        List<Element> payloads = stanza.getElement().elements();
        for (Element payload : payloads) {
            String sid = payload.attributeValue("sid", "");
            if (!sid.isEmpty()) {
                return sid;
            }
        }
        return "";
    }

    /**
     * Accepts or refuses an offer, and says so to its sender.
     *
     * @param iq a stream initiation ({@link Offer#is})
     */
    public void offered(IQ iq, Addressee addressee) {
        try {
            accept(iq, Offer.read(iq), addressee);
        } catch (SiException e) {
            surroundings.sink().send(e.error().answer(iq));
        } catch (RefusedException e) {
            surroundings.sink().send(SiError.DECLINED.answer(iq, text(e.reason())));
        }
    }

    private void accept(IQ iq, Offer offer, Addressee addressee) throws RefusedException {
        TransferKey key = new TransferKey(iq.getTo(), iq.getFrom(), offer.sid());
        if (transfers.containsKey(key)) { // XEP-0095 §5.2: an id is used once; what it stands for goes on
            surroundings.sink().send(SiError.BAD_REQUEST.answer(iq));
            return;
        }
        Optional<StreamMethod> method = offer.choose(addressee.advertisesBytestreams(), false);
        if (method.isEmpty()) {
            surroundings.sink().send(SiError.NO_VALID_STREAMS.answer(iq));
            return;
        }
        if (transfers.size() >= MAX_TRANSFERS || openFrom(iq.getFrom()) >= MAX_PER_SENDER) {
            throw new RefusedException(RefusalReason.TOO_MANY_AT_ONCE);
        }
        IncomingTransfer transfer =
                new IncomingTransfer(key, newFile(iq.getFrom(), offer, addressee), surroundings, owner);
        transfers.put(key, transfer);
        transfer.begin(
                () -> offer.accept(method.get(), Range.WHOLE).toIq(iq),
                reason -> SiError.DECLINED.answer(iq, text(reason)));
    }

    private static NewFile newFile(JID sender, Offer offer, Addressee addressee) {
        return new NewFile(
                sender,
                addressee.owner(),
                FileName.of(offer.file().name()),
                offer.file().size(),
                offer.file().hash(),
                offer.file().desc().orElse(""),
                addressee.kind());
    }

    private long openFrom(JID sender) {
        return transfers.keySet().stream()
                .filter(key -> key.peer().asBareJID().equals(sender.asBareJID()))
                .count();
    }

    private String text(RefusalReason reason) {
        return surroundings.texts().text(textKey(reason));
    }

    static String textKey(RefusalReason reason) {
        return "intermediateim.files.refused."
                + reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Takes a stanza of a transfer; see {@link #isOurs}. One that belongs to none any more is answered all the same.
     */
    public void receive(Packet stanza) {
        if (stanza instanceof IQ iq && iq.isResponse()) {
            awaiting(iq).ifPresent(transfer -> transfer.receive(iq));
            return;
        }
        IncomingTransfer transfer = transfers.get(new TransferKey(stanza.getTo(), stanza.getFrom(), sid(stanza)));
        if (transfer != null) {
            transfer.receive(stanza);
        } else {
            IncomingTransfer.refuse(stanza).ifPresent(surroundings.sink()::send);
        }
    }

    private Optional<IncomingTransfer> awaiting(IQ answer) {
        return Optional.ofNullable(answer.getID())
                .map(awaited::get)
                .filter(transfer -> transfer.key().peer().equals(answer.getFrom())
                        && transfer.key().own().equals(answer.getTo()));
    }

    /** To be called about once per second. */
    public void tick() {
        transfers.values().forEach(IncomingTransfer::tick);
    }

    /** Ends what a client was sending that is not there any more, unless a SOCKS5 bytestream goes on without it. */
    public void clientGone(JID client) {
        transfers.values().stream()
                .filter(transfer -> transfer.key().peer().equals(client))
                .forEach(IncomingTransfer::peerGone);
    }

    /** Ends the transfers from or to a user. */
    public void cancel(JID user) {
        JID bare = user.asBareJID();
        transfers.values().stream().filter(transfer -> transfer.concerns(bare)).forEach(IncomingTransfer::cancel);
    }

    /** Ends everything. */
    public void cancelAll() {
        transfers.values().forEach(IncomingTransfer::cancel);
    }

    /** @return the transfers that are going on */
    public List<LiveTransfer> live() {
        return transfers.values().stream().map(IncomingTransfer::view).toList();
    }

    /** @return how many transfers there are. Any thread */
    public int size() {
        return transfers.size();
    }
}

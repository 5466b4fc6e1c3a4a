package org.igniterealtime.openfire.plugin.intermediateim.files.dropbox;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.commands.Announcements;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.OfferedTo;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.SenderPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.files.receiving.Addressee;
import org.igniterealtime.openfire.plugin.intermediateim.files.receiving.FileReceiver;
import org.igniterealtime.openfire.plugin.intermediateim.si.Namespaces;
import org.igniterealtime.openfire.plugin.intermediateim.si.Offer;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.RequestHandler;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/**
 * Answers in the name of drop boxes. Whoever may not send files to a user learns nothing: neither that there is such a
 * user, nor that the sender is blocked. Any thread.
 */
public final class DropBoxes implements RequestHandler {

    /** Features that make clients offer files (XEP-0096 §2). The server's own ones come on top. */
    public static final List<String> FEATURES = List.of(
            Namespaces.SI,
            Namespaces.FILE_TRANSFER,
            Namespaces.FEATURE_NEGOTIATION,
            Namespaces.BYTESTREAMS,
            Namespaces.IBB);

    /** Clients without a resource to write to do not offer files, and libpurple writes to a wrong one. */
    private static final String RESOURCE = "inbox";

    private final SenderPolicy policy;
    private final FileReceiver receiver;
    private final Executor thread;
    private final BooleanSupplier streamsAreOpen;
    private final Supplier<String> domain;
    private final Announcements announcements = new Announcements();

    /**
     * @param thread         of the receiver
     * @param streamsAreOpen whether SOCKS5 bytestreams can be had; asked on that thread
     * @param domain         of the server's users
     */
    public DropBoxes(
            SenderPolicy policy,
            FileReceiver receiver,
            Executor thread,
            BooleanSupplier streamsAreOpen,
            Supplier<String> domain) {
        this.policy = policy;
        this.receiver = receiver;
        this.thread = thread;
        this.streamsAreOpen = streamsAreOpen;
        this.domain = domain;
    }

    /** @return whether the drop box is there, as far as this sender is to know */
    public boolean isThere(JID sender, JID box) {
        return box.getNode() != null && policy.permits(sender, owner(box));
    }

    /** @return whether the drop box is this user's own */
    public boolean isOwn(JID user, JID box) {
        return owner(box).equals(user.asBareJID());
    }

    private JID owner(JID box) {
        return new JID(box.getNode(), domain.get(), null, true);
    }

    /** Takes offers of files to drop boxes that are {@linkplain #isThere there}. */
    @Override
    public boolean answer(IQ request, StanzaSink sink) {
        if (!Offer.is(request)) {
            return false;
        }
        JID owner = owner(request.getTo());
        IQ copy = request.createCopy();
        thread.execute(() ->
                receiver.offered(copy, new Addressee(owner, OfferedTo.FILES_ADDRESS, streamsAreOpen.getAsBoolean())));
        return true;
    }

    @Override
    public Optional<IQ> answer(IQ request) {
        return Optional.empty();
    }

    /** Subscriptions to drop boxes that are {@linkplain #isThere there} are accepted (RFC 6121 §3.1.4). */
    @Override
    public List<Presence> answer(Presence presence) {
        JID watcher = presence.getFrom();
        JID box = presence.getTo().asBareJID();
        if (presence.getType() == null) {
            return List.of();
        }
        return switch (presence.getType()) {
            case subscribe ->
                List.of(from(box, watcher.asBareJID(), Presence.Type.subscribed), available(box, watcher));
            case probe -> List.of(available(box, watcher));
            case unsubscribe -> {
                announcements.remove(withResource(box), watcher);
                yield List.of(
                        from(box, watcher.asBareJID(), Presence.Type.unsubscribed),
                        from(withResource(box), watcher.asBareJID(), Presence.Type.unavailable));
            }
            default -> List.of();
        };
    }

    private Presence available(JID box, JID watcher) {
        announcements.add(withResource(box), watcher);
        return from(withResource(box), watcher, null);
    }

    private static JID withResource(JID box) {
        return new JID(box.getNode(), box.getDomain(), RESOURCE, true);
    }

    private static Presence from(JID from, JID to, Presence.Type type) {
        Presence presence = type == null ? new Presence() : new Presence(type);
        presence.setFrom(from);
        presence.setTo(to);
        return presence;
    }

    /** @return what tells everybody that drop boxes are not there any more */
    public List<Presence> farewell() {
        return announcements.takeBack(box -> true);
    }

    /**
     * Forgets a user.
     *
     * @return what tells everybody that the user's drop box is not there any more
     */
    public List<Presence> forget(JID user) {
        announcements.forget(user);
        return announcements.takeBack(box -> isOwn(user, box));
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.igniterealtime.openfire.plugin.intermediateim.muc.MucUser;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Removal;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.ClientInRoom;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/**
 * The clients of the owner that are in the seat's room or joining it, each with its own nick, and what the seat shows
 * under its nick. What a client sends to the room and what it receives from it goes in; what that means comes out. A
 * pure state machine, guarded by its seat.
 */
final class SeatClients {

    /** What a stanza from the room to a client means. */
    enum Change {
        NONE,
        /** It is in the room. */
        ENTERED,
        /** It has another nick than before. */
        RENAMED,
        /** The room has removed it. */
        REMOVED,
        /** Its join was refused. */
        REFUSED,
        /** Its change of nick was refused. */
        NICK_REFUSED
    }

    /** @param client whom it is about; null for {@link Change#NONE}. @param before the nick that it had or wanted
     * @param join by which it had asked to be let in */
    record Evidence(Change change, SeatClient client, String before, Optional<Presence> join) {

        static final Evidence NONE = new Evidence(Change.NONE, null, null);

        Evidence(Change change, SeatClient client, String before) {
            this(change, client, before, Optional.empty());
        }
    }

    /** Stands for unknown content: never equal to what is to be shown. */
    private static final Presence UNCERTAIN = new Presence(Presence.Type.probe);

    private final UnaryOperator<Presence> withCapabilities;
    private final List<SeatClient> clients = new ArrayList<>(0);
    /** How many presences clients have sent to the room. */
    private long said;
    /** The nick under which the seat is shown. */
    private String seatNick;
    /** What the room shows under the seat's nick, as far as is known; null for a seat without clients: away. */
    private Presence shown;

    /** @param withCapabilities adds to available presence what a seat shows where no client is */
    SeatClients(String seatNick, UnaryOperator<Presence> withCapabilities) {
        this.seatNick = seatNick;
        this.withCapabilities = withCapabilities;
    }

    // Who is there

    private Optional<SeatClient> first(Predicate<SeatClient> wanted) {
        for (SeatClient client : clients) {
            if (!client.hasLeft() && wanted.test(client)) {
                return Optional.of(client);
            }
        }
        return Optional.empty();
    }

    boolean isEmpty() {
        return first(client -> true).isEmpty();
    }

    /** @return one that is in the room under that nick */
    Optional<SeatClient> under(String nick) {
        return first(client -> client.isIn() && client.nick().equals(nick));
    }

    boolean anyHasNick(String nick) {
        return under(nick).isPresent();
    }

    /** @return whether one has that nick, or wants it */
    boolean claim(String nick) {
        return first(client -> nick.equals(client.nickOrRequested()) || nick.equals(client.requestedNick()))
                .isPresent();
    }

    /** @return whether another than this has that nick, or is about to */
    boolean anotherClaims(String nick, SeatClient than) {
        return first(client -> client != than && nick.equals(client.requestedNick()))
                .isPresent();
    }

    boolean isOnlyOne(SeatClient client) {
        return first(other -> other != client).isEmpty();
    }

    /** @return the addresses of those that are in the room, under whichever nick */
    List<JID> in() {
        return clients.stream()
                .filter(SeatClient::isIn)
                .map(SeatClient::address)
                .toList();
    }

    Optional<SeatClient> at(JID address) {
        return first(client -> client.address().equals(address));
    }

    private SeatClient known(JID address) {
        for (SeatClient client : clients) {
            if (client.address().equals(address)) {
                return client;
            }
        }
        return null;
    }

    // What the clients say to the room

    /** @param presence available, to the room. @return the client; empty if it says so to no nick and is not in */
    Optional<SeatClient> sends(Presence presence) {
        SeatClient client = known(presence.getFrom());
        if (presence.getTo().getResource() == null && (client == null || client.hasLeft())) {
            return Optional.empty();
        }
        SeatClient speaking = client == null ? add(presence.getFrom()) : client;
        speaking.sends(presence, ++said);
        return Optional.of(speaking);
    }

    private SeatClient add(JID address) {
        SeatClient client = new SeatClient(address);
        clients.add(client);
        return client;
    }

    /**
     * The client leaves the room, or is no longer available, or its session has ended. Stanzas from before may still
     * arrive.
     *
     * @return the client as it was
     */
    Optional<Evidence> leaves(JID address, Instant now) {
        clients.removeIf(client -> client.isPast(now));
        Optional.ofNullable(known(address)).filter(SeatClient::hasLeft).ifPresent(client -> client.leavesAgain(now));
        return at(address).map(client -> {
            Evidence before =
                    new Evidence(client.isIn() ? Change.REMOVED : Change.REFUSED, client, client.nickOrRequested());
            client.leaves(now);
            return before;
        });
    }

    // What the room says to the clients

    /** @param presence of the room, to a client; not to be changed */
    Evidence shown(Presence presence, Instant now) {
        SeatClient client = known(presence.getTo());
        if (presence.getType() == Presence.Type.error) {
            return client == null || client.hasLeft()
                    ? Evidence.NONE
                    : refused(client, presence.getFrom().getResource());
        } else if (!RoomPresence.isOfRoom(presence)) {
            return Evidence.NONE;
        } else if (presence.getType() == null) {
            return available(client, presence, now);
        }
        return presence.getType() == Presence.Type.unavailable ? unavailable(client, presence, now) : Evidence.NONE;
    }

    private Evidence refused(SeatClient client, String requestedNick) {
        String asked = client.requestedNick();
        if (client.isIn()) {
            boolean changing = client.isChangingNick();
            client.nickRefused(requestedNick);
            return changing && !client.isChangingNick()
                    ? new Evidence(Change.NICK_REFUSED, client, asked)
                    : Evidence.NONE;
        } else if (requestedNick != null && !requestedNick.equals(asked)) {
            return Evidence.NONE; // it has asked for another nick since
        }
        client.joinRefused();
        return new Evidence(Change.REFUSED, client, asked);
    }

    private Evidence available(SeatClient known, Presence presence, Instant now) {
        String nick = presence.getFrom().getResource();
        boolean own = RoomPresence.isOwn(presence);
        if (known != null && known.hasLeft() && !known.isForgotten(now)) {
            return Evidence.NONE; // it has gone since
        } else if (known == null || known.hasLeft()) {
            return own ? entered(discovered(presence, known), nick, null, false) : Evidence.NONE;
        } else if (!own) {
            return Evidence.NONE; // somebody else, perhaps under the nick that it wants
        }
        boolean byService = MucUser.hasStatus(presence.getElement(), 210); // it gives whom it wants what nick it wants
        boolean stillTheOld =
                known.isChangingNick() && nick.equals(known.nick()); // no answer: another session has gone, perhaps
        if (stillTheOld && !byService) {
            return Evidence.NONE;
        }
        if (!isOfAnother(presence, known)) {
            known.shownAs(presence);
        }
        return entered(known, nick, known.nick(), byService);
    }

    /** @return whether the room shows what the seat has sent, or another client with the same nick */
    private boolean isOfAnother(Presence presence, SeatClient client) {
        Optional<JID> sender = RoomPresence.address(presence);
        return sender.isPresent() && !sender.get().equals(client.address())
                || RoomPresence.isSame(RoomPresence.content(presence), shown);
    }

    /** It entered before we saw its stanzas, or although we thought that it was refused. */
    private SeatClient discovered(Presence presence, SeatClient forgotten) {
        clients.remove(forgotten);
        SeatClient client = add(presence.getTo());
        client.setSaid(RoomPresence.content(presence), forgotten);
        return client;
    }

    private Evidence entered(SeatClient client, String nick, String before, boolean byService) {
        boolean wasIn = client.isIn();
        boolean changing = client.isChangingNick();
        Optional<Presence> join = client.join();
        client.isIn(nick, byService);
        if (!wasIn) {
            return new Evidence(Change.ENTERED, client, before, join);
        } else if (!nick.equals(before)) {
            return new Evidence(Change.RENAMED, client, before);
        }
        return changing && !client.isChangingNick() ? new Evidence(Change.NICK_REFUSED, client, before) : Evidence.NONE;
    }

    private Evidence unavailable(SeatClient client, Presence presence, Instant now) {
        boolean own = RoomPresence.isOwn(presence);
        boolean explained = Removal.isExplainedBy(presence);
        if (client == null || MucUser.hasStatus(presence.getElement(), 303)) {
            return Evidence.NONE;
        } else if (client.hasLeft()) {
            if (own) {
                client.isEcho(now);
            }
            return Evidence.NONE;
        } else if (client.isJoining()
                ? !own || !explained
                : !own && !presence.getFrom().getResource().equals(client.nick())) {
            if (own) {
                client.isEcho(now);
            }
            return Evidence.NONE; // somebody else, or the client before it came back
        } else if (!explained && client.isEcho(now)) {
            return Evidence.NONE;
        }
        Evidence removed = new Evidence(Change.REMOVED, client, client.nickOrRequested());
        client.setOut();
        return removed;
    }

    // While the seat joins

    /**
     * Clients that the server does not know to be in are not; those that it knows are. A nick that the server does not
     * know is assumed to be the seat's, unless we know more.
     */
    void assume(List<ClientInRoom> there, Instant now) {
        Set<JID> addresses = there.stream().map(ClientInRoom::address).collect(Collectors.toSet());
        clients.removeIf(client -> (client.isIn() || client.hasLeft() && client.isForgotten(now))
                && !addresses.contains(client.address()));
        for (ClientInRoom client : there) {
            SeatClient known = known(client.address());
            if (known == null) {
                known = add(client.address());
                known.assumeIn(seatNick);
            }
            if (client.nick().isPresent() && known.isAssumed()) {
                known.isIn(client.nick().get(), false);
            }
        }
    }

    /** @return the nick of a client in the room that differs from this one in letter case only; empty if one has it */
    Optional<String> inOtherCase(String nick) {
        return anyHasNick(nick)
                ? Optional.empty()
                : first(client -> client.isIn() && client.nick().equalsIgnoreCase(nick))
                        .map(SeatClient::nick);
    }

    /** @return whether any is known only from the server */
    boolean anyAssumed() {
        return first(SeatClient::isAssumed).isPresent();
    }

    /** The room shows a client by its real address. */
    void isUnder(String nick, JID address) {
        at(address).filter(SeatClient::isAssumed).ifPresent(client -> client.isIn(nick, false));
    }

    /** The room shows presence under the seat's nick. */
    void presenceUnderSeatNick(Presence presence) {
        clients.stream()
                .filter(client -> client.isIn() && client.nick().equals(seatNick))
                .forEach(client -> client.setSaidIfUnknown(RoomPresence.content(presence)));
    }

    /** All with the seat's nick were removed with it. */
    void removeUnderSeatNick() {
        clients.stream()
                .filter(client -> client.isIn() && client.nick().equals(seatNick))
                .forEach(SeatClient::setOut);
    }

    /**
     * Clients with the seat's nick that are not among the room's occupants are out. One that is changing its nick
     * stays: the room may have it under the new one.
     *
     * @param occupants all that have the seat's nick in the room
     * @return those that were removed, as they were
     */
    List<Evidence> removeMissing(Collection<JID> occupants) {
        List<SeatClient> removed = clients.stream()
                .filter(client -> client.isIn() && client.nick().equals(seatNick) && !client.isChangingNick())
                .filter(client -> !occupants.contains(client.address()))
                .toList();
        List<Evidence> before = removed.stream()
                .map(client -> new Evidence(Change.REMOVED, client, client.nickOrRequested()))
                .toList();
        removed.forEach(SeatClient::setOut);
        return before;
    }

    /** The room no longer knew the seat. Whether it knows the clients with the same nick is uncertain. */
    void markAssumedUnderSeatNick() {
        clients.stream()
                .filter(client -> client.isIn() && client.nick().equals(seatNick))
                .forEach(SeatClient::markAssumed);
    }

    // What the seat shows

    /** The seat has this nick, or requests it. */
    void setSeatNick(String nick) {
        if (!nick.equals(seatNick)) {
            shown = UNCERTAIN; // a client may have sent presence under that nick, or have renamed the seat
        }
        seatNick = nick;
    }

    boolean isSeatNick(String nick) {
        return nick.equals(seatNick);
    }

    /**
     * @return what the client says that has last said anything under the seat's nick, or is about to come there; null
     *     for none
     */
    private Presence presenceToShow() {
        SeatClient.Said last = null;
        for (SeatClient client : clients) {
            SeatClient.Said each = client.saidAs(seatNick);
            if (each != null && (last == null || each.order() > last.order())) {
                last = each;
            }
        }
        return last == null ? null : last.content();
    }

    boolean isShownUpToDate() {
        Presence wanted = presenceToShow();
        if (RoomPresence.isSame(wanted, shown)) {
            shown = wanted;
        }
        return wanted == shown;
    }

    /**
     * A client has sent presence to the seat's nick, or to the nick that the seat has requested. The room may show it
     * from now on, even if the client leaves.
     */
    void suspectShown(Presence presence) {
        if (!RoomPresence.isSame(RoomPresence.content(presence), shown)) {
            shown = UNCERTAIN;
        }
    }

    /** It is not known what the room shows. */
    void suspectShown() {
        shown = UNCERTAIN;
    }

    /** Has presence of the seat look as it should: like a client's under its nick; away, if there is none. */
    Presence addContent(Presence presence) {
        shown = presenceToShow();
        if (shown == null) {
            presence.setShow(Presence.Show.away);
            return withCapabilities.apply(presence);
        }
        return RoomPresence.addContent(presence, shown);
    }
}

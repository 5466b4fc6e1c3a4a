package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * A room as services have it: who is in it under which nick, and what it says to whom. What it says waits until
 * somebody takes it.
 */
final class ModelRoom {

    /** How a service deals with a nick that several sessions of one user want. */
    enum Kind {
        /**
         * They share it; a leave from a shared nick is told to nobody, and no nick changes while the user has several
         * sessions (Openfire 4.2).
         */
        SILENT,
        /** They share it; who leaves is told so, and all of a nick change together (Openfire 5). */
        TELLING,
        /** One has it, the others get a conflict. */
        EXCLUSIVE
    }

    private final Kind kind;
    private final JID room;
    private final Map<JID, Presence> sessions = new LinkedHashMap<>();
    /** What sessions have said of themselves under the nick that they have, in the order in which they did. */
    private final Map<JID, String> said = new LinkedHashMap<>();

    private final Map<String, String> shown = new HashMap<>();
    private final Map<JID, Deque<Packet>> waiting = new LinkedHashMap<>();

    ModelRoom(Kind kind, JID room) {
        this.kind = kind;
        this.room = room;
    }

    boolean has(JID session) {
        return sessions.containsKey(session);
    }

    String nick(JID session) {
        return sessions.get(session).getTo().getResource();
    }

    /** @return the last status that one of these sessions was let through with */
    Optional<String> lastSaid(Collection<JID> some) {
        return said.keySet().stream()
                .filter(some::contains)
                .reduce((earlier, later) -> later)
                .map(said::get);
    }

    /** @return what the others see of whoever is under the nick: his status */
    String shown(String nick) {
        return shown.get(nick);
    }

    List<JID> under(String nick) {
        return sessions.keySet().stream()
                .filter(session -> nick(session).equals(nick))
                .toList();
    }

    /** @return the next stanza to the session; null for none */
    Packet next(JID session) {
        return waiting.getOrDefault(session, new ArrayDeque<>()).poll();
    }

    /** @return whether there is a next stanza to any session */
    boolean isAnythingWaiting() {
        return waiting.values().stream().anyMatch(stanzas -> !stanzas.isEmpty());
    }

    /** The session is over: what is still on its way to it reaches nobody. */
    void ends(JID session) {
        leaves(session);
        waiting.remove(session);
    }

    void hears(Packet stanza) {
        if (stanza instanceof IQ iq && iq.isRequest()) {
            hears(iq);
        } else if (stanza instanceof Presence presence) {
            JID from = presence.getFrom();
            if (presence.getType() == Presence.Type.unavailable) {
                leaves(from);
            } else if (!has(from)) {
                joins(presence);
            } else if (nick(from).equals(presence.getTo().getResource())) {
                under(nick(from)).forEach(session -> sessions.put(session, as(presence, nick(from))));
                broadcast(presence, nick(from), from);
            } else {
                renames(presence, nick(from), presence.getTo().getResource());
            }
        }
    }

    private void hears(IQ iq) {
        String id = "' id='" + iq.getID() + "' from='" + iq.getTo() + "'>";
        if (iq.getTo().getResource() == null) {
            say(
                    iq.getFrom(),
                    Xml.iq("<iq type='result" + id + "<query xmlns='http://jabber.org/protocol/disco#info'>"
                            + "<feature var='http://jabber.org/protocol/muc'/></query></iq>"));
        } else {
            boolean known = !under(iq.getTo().getResource()).isEmpty();
            String answer = has(iq.getFrom()) && known
                    ? "result" + id
                    : "error" + id + SeatFixture.error(has(iq.getFrom()) ? "item-not-found" : "not-acceptable");
            say(iq.getFrom(), Xml.iq("<iq type='" + answer + "</iq>"));
        }
    }

    private void joins(Presence presence) {
        String nick = presence.getTo().getResource();
        if (kind == Kind.EXCLUSIVE && !under(nick).isEmpty()) {
            refuses(presence, "conflict");
            return;
        }
        List.copyOf(sessions.keySet())
                .forEach(other -> say(presence.getFrom(), about(sessions.get(other), nick(other), SeatFixture.ITEM)));
        sessions.put(presence.getFrom(), as(presence, nick));
        broadcast(presence, nick, presence.getFrom());
    }

    private void refuses(Presence presence, String condition) {
        say(
                presence.getFrom(),
                Xml.presence("<presence type='error' from='" + presence.getTo() + "'"
                        + (presence.getID() == null ? "" : " id='" + presence.getID() + "'") + ">"
                        + SeatFixture.error(condition) + "</presence>"));
    }

    private static Presence as(Presence presence, String nick) {
        Presence copy = presence.createCopy();
        copy.setTo(new JID(presence.getTo().getNode(), presence.getTo().getDomain(), nick, true));
        return copy;
    }

    private void broadcast(Presence presence, String nick, JID from) {
        said.remove(from);
        said.put(from, presence.getStatus());
        shown.put(
                nick,
                presence.getStatus() == null && presence.getShow() == Presence.Show.away
                        ? "away"
                        : presence.getStatus());
        for (JID session : List.copyOf(sessions.keySet())) {
            say(session, about(presence, nick, nick(session).equals(nick) ? SeatFixture.SELF : SeatFixture.ITEM));
        }
    }

    private Presence about(Presence presence, String nick, String user) {
        Presence about =
                Xml.presence("<presence from='" + room + "/" + nick + "'>" + SeatFixture.user(user) + "</presence>");
        return RoomPresence.addContent(about, presence);
    }

    private Presence gone(String nick, String user) {
        return Xml.presence("<presence type='unavailable' from='" + room + "/" + nick + "'>" + SeatFixture.user(user)
                + "</presence>");
    }

    private void leaves(JID from) {
        if (!has(from)) {
            return;
        }
        String nick = nick(from);
        boolean shared = under(nick).size() > 1;
        if (!shared || kind != Kind.SILENT) {
            say(from, gone(nick, SeatFixture.GONE));
        }
        sessions.remove(from);
        if (!shared) {
            shown.remove(nick);
            sessions.keySet().forEach(session -> say(session, gone(nick, "<item role='none'/>")));
        }
    }

    private void renames(Presence presence, String from, String to) {
        boolean taken = !under(to).isEmpty();
        if (kind == Kind.SILENT && sessions.size() > 1 || kind == Kind.EXCLUSIVE && taken) {
            refuses(presence, kind == Kind.SILENT ? "not-acceptable" : "conflict");
            return;
        }
        List<JID> renamed = under(from);
        for (JID session : List.copyOf(sessions.keySet())) {
            say(
                    session,
                    gone(
                            from,
                            "<item role='participant' nick='" + to + "'/><status code='303'/>"
                                    + (renamed.contains(session) ? "<status code='110'/>" : "")));
        }
        renamed.forEach(session -> sessions.put(session, as(presence, to)));
        shown.remove(from);
        broadcast(presence, to, presence.getFrom());
    }

    /** A moderator kicks whoever is under the nick. */
    void kicks(String nick) {
        List<JID> kicked = new ArrayList<>(under(nick));
        shown.remove(nick);
        for (JID session : kicked) {
            say(
                    session,
                    gone(
                            nick,
                            "<item role='none' jid='" + kicked.get(0)
                                    + "'><actor nick='Tybalt'/></item><status code='307'/>"
                                    + (kind == Kind.SILENT ? "" : "<status code='110'/>")));
            sessions.remove(session);
        }
    }

    private void say(JID session, Packet stanza) {
        Packet own = stanza.createCopy();
        own.setTo(session);
        waiting.computeIfAbsent(session, any -> new ArrayDeque<>()).add(own);
    }
}

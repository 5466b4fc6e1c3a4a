package org.igniterealtime.openfire.plugin.intermediateim.seats.model;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Addresses;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Delay;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** The ways in which a stanza concerns seats. */
public enum SeatTraffic {
    NONE,
    /** To the address of a seat. */
    TO_SEAT,
    /** A request or private message from an occupant of the room to a client of the owner. */
    TO_CLIENT,
    /** Presence that a client of an owner sends, to the room or to all. */
    FROM_CLIENT,
    /** Presence from the room that a client of the owner is about to get. */
    PRESENCE_TO_CLIENT,
    /** A message of the room's history that a client of the owner is about to get, or the subject that ends it. */
    HISTORY_TO_CLIENT,
    /** Another message to all that a client of the owner is about to get. */
    MESSAGE_TO_CLIENT,
    /** To the account that carries out commands. The account itself knows these; they are never the result here. */
    COMMAND;

    /**
     * Every stanza on the server is classified, so this allocates nothing.
     *
     * @param seats that there are, here or on another node of a cluster
     */
    public static SeatTraffic of(Packet stanza, Stage stage, Source source, SeatRegistry<?> seats) {
        if (seats.isEmpty()) {
            return NONE;
        }
        return stage == Stage.ENTRY ? atEntry(stanza, source, seats) : atDelivery(stanza, seats);
    }

    private static SeatTraffic atEntry(Packet stanza, Source source, SeatRegistry<?> seats) {
        String from = Addresses.from(stanza);
        if (seats.at(Addresses.to(stanza)) != null) {
            return TO_SEAT;
        } else if (from == null) {
            return NONE;
        } else if (stanza instanceof Presence) {
            return isFromClient(stanza, from, seats) ? FROM_CLIENT : NONE;
        }
        return source == Source.ELSEWHERE && isToClient(stanza, from, seats) ? TO_CLIENT : NONE;
    }

    private static boolean isFromClient(Packet presence, String from, SeatRegistry<?> seats) {
        JID to = presence.getTo();
        return !seats.of(presence.getFrom()).isEmpty()
                && (to == null || to.getNode() != null)
                && seats.at(from) == null;
    }

    private static boolean isToClient(Packet stanza, String from, SeatRegistry<?> seats) {
        JID to = stanza.getTo();
        return to != null
                && to.getResource() != null
                && stanza.getFrom().getResource() != null
                && isForOneSession(stanza)
                && seats.of(to, from) != null;
    }

    private static SeatTraffic atDelivery(Packet stanza, SeatRegistry<?> seats) {
        JID to = stanza.getTo();
        String from = Addresses.from(stanza);
        boolean ofRooms = stanza instanceof Presence
                || stanza instanceof Message && type(stanza).equals("groupchat");
        if (!ofRooms || to == null || from == null || seats.of(to, from) == null) {
            return NONE;
        } else if (stanza instanceof Presence) {
            return PRESENCE_TO_CLIENT;
        }
        return isHistory(stanza.getElement()) ? HISTORY_TO_CLIENT : MESSAGE_TO_CLIENT;
    }

    /** The subject without a body ends the history (XEP-0045 §7.1). */
    private static boolean isHistory(Element message) {
        return Delay.isIn(message) || message.element("body") == null;
    }

    /**
     * @return whether it is a request or a private message: some services send these to each session that shares a
     *     nick, others to one of them
     */
    public static boolean isForOneSession(Packet stanza) {
        String type = type(stanza);
        return stanza instanceof IQ
                ? type.equals("get") || type.equals("set")
                : stanza instanceof Message
                        && !type.equals("groupchat")
                        && !type.equals("error")
                        && stanza.getFrom().getResource() != null;
    }

    /** As it came: Tinder throws at one that it does not know. */
    private static String type(Packet stanza) {
        return stanza.getElement().attributeValue("type", "");
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.testing;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.dom4j.Element;

/** A room of the server's own service, as raw clients use it. */
public final class Room {

    private static final AtomicInteger ROOMS = new AtomicInteger();

    private final String address;

    private Room(String address) {
        this.address = address;
    }

    /** @return a room that nobody else uses, and that is not there yet */
    public static Room unused() {
        return unused("conference." + EmbeddedOpenfire.DOMAIN);
    }

    /** @param service of another server */
    public static Room unused(String service) {
        return at("room" + ROOMS.incrementAndGet() + "@" + service);
    }

    public static Room at(String address) {
        return new Room(address);
    }

    /** @return the bare JID */
    public String address() {
        return address;
    }

    public String occupant(String nick) {
        return address + "/" + nick;
    }

    /**
     * Makes it, as a room that stays.
     *
     * @param fields further fields of the configuration form, as XML
     */
    public Room create(RawClient owner, String nick, String... fields) {
        join(owner, nick);
        Element done = owner.ask(
                "<iq type='set' id='%s' to='" + address + "'><query xmlns='http://jabber.org/protocol/muc#owner'>"
                        + "<x xmlns='jabber:x:data' type='submit'>"
                        + field("FORM_TYPE", "http://jabber.org/protocol/muc#roomconfig")
                        + field("muc#roomconfig_persistentroom", "1") + String.join("", fields) + "</x></query></iq>");
        check(done);
        return this;
    }

    /** Makes it, as the service has it: it goes with its last occupant. */
    public Room createTemporary(RawClient owner, String nick) {
        join(owner, nick);
        check(owner.ask(
                "<iq type='set' id='%s' to='" + address + "'><query xmlns='http://jabber.org/protocol/muc#owner'>"
                        + "<x xmlns='jabber:x:data' type='submit'/></query></iq>"));
        return this;
    }

    public static String field(String name, String value) {
        return "<field var='" + name + "'><value>" + value + "</value></field>";
    }

    private static void check(Element answer) {
        if (!"result".equals(answer.attributeValue("type"))) {
            throw new AssertionError(answer.asXML());
        }
    }

    /** Enters without history, and waits until the client is in. */
    public void join(RawClient client, String nick) {
        join(client, nick, "<history maxstanzas='0'/>");
    }

    /** @param wishes children of the join's payload */
    public void join(RawClient client, String nick, String wishes) {
        client.send("<presence to='" + occupant(nick) + "'><x xmlns='http://jabber.org/protocol/muc'>" + wishes
                + "</x></presence>");
        awaitSelf(client, nick);
    }

    public void awaitSelf(RawClient client, String nick) {
        client.await(stanza -> isPresence(stanza, nick, null) && stanza.asXML().contains("code=\"110\""));
    }

    /** Waits until a client that is in has another nick. */
    public void awaitSelfUnderNewNick(RawClient client, String nick) {
        client.await(stanza -> isPresence(stanza, nick, null));
    }

    /** @return the presence of an occupant that comes next; {@code type} is null for available */
    public Element awaitPresence(RawClient client, String nick, String type) {
        return client.await(stanza -> isPresence(stanza, nick, type));
    }

    public boolean isPresence(Element stanza, String nick, String type) {
        return stanza.getName().equals("presence")
                && occupant(nick).equals(stanza.attributeValue("from"))
                && Objects.equals(type, stanza.attributeValue("type"));
    }

    public void leave(RawClient client, String nick) {
        client.send("<presence type='unavailable' to='" + occupant(nick) + "'/>");
    }

    public void say(RawClient client, String text) {
        client.send("<message type='groupchat' to='" + address + "'><body>" + text + "</body></message>");
        awaitSaid(client, text);
    }

    /** @return the message to all that says this */
    public Element awaitSaid(RawClient client, String text) {
        return client.await(stanza -> stanza.getName().equals("message")
                && "groupchat".equals(stanza.attributeValue("type"))
                && text.equals(stanza.elementText("body")));
    }

    public void whisper(RawClient client, String nick, String text) {
        client.send("<message type='chat' to='" + occupant(nick) + "'><body>" + text + "</body>"
                + "<x xmlns='http://jabber.org/protocol/muc#user'/></message>");
    }

    /** @param item of an admin's request, as XML */
    public void administer(RawClient admin, String item) {
        check(admin.ask("<iq type='set' id='%s' to='" + address
                + "'><query xmlns='http://jabber.org/protocol/muc#admin'>" + item + "</query></iq>"));
    }

    /** @param destroy the element, as XML */
    public void destroy(RawClient owner, String destroy) {
        check(owner.ask("<iq type='set' id='%s' to='" + address
                + "'><query xmlns='http://jabber.org/protocol/muc#owner'>" + destroy + "</query></iq>"));
    }
}

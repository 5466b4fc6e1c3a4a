package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Payloads;
import org.xmpp.packet.JID;

/**
 * What a room says about an occupant, or about itself: the {@code <x/>} of muc#user (XEP-0045 §15.2). Of what is there
 * too often the first is taken, of what is wrong nothing.
 *
 * @param items   of one occupant: services may list each session that shares a nick
 * @param destroy the element, if the room is destroyed
 */
public record MucUser(List<Item> items, int[] codes, Optional<Element> destroy) {

    public static final String MUC = "http://jabber.org/protocol/muc";
    public static final String MUC_USER = MUC + "#user";
    static final String MUC_OWNER = MUC + "#owner";
    static final QName X = QName.get("x", MUC_USER);

    /** Length of a text that is passed on to the owner. */
    static final int MAX_TEXT = 1024;

    private static final int MAX_CHILDREN = 32;

    static final MucUser NOTHING = new MucUser(List.of(), new int[0], Optional.empty());

    /** @param nick for a change of nick; the texts are empty if absent */
    public record Item(Privileges privileges, Optional<JID> jid, String nick, String actor, String reason) {

        private static final Item EMPTY = new Item(Privileges.NONE, Optional.empty(), "", "", "");

        private static Item read(Element item) {
            Element actor = item.element("actor");
            return new Item(
                    Privileges.read(item.attributeValue("role"), item.attributeValue("affiliation")),
                    MucUser.jid(item.attributeValue("jid")),
                    MucUser.text(item.attributeValue("nick")),
                    actor == null ? "" : MucUser.text(actor.attributeValue("nick", actor.attributeValue("jid"))),
                    MucUser.text(item.elementText("reason")));
        }
    }

    /** @return what the stanza says; nothing if it has no such element */
    public static MucUser in(Element stanza) {
        Element x = stanza.element(X);
        return x == null ? NOTHING : read(x);
    }

    public static boolean isIn(Element stanza) {
        return Payloads.first(stanza, X.getNamespaceURI()) != null;
    }

    /** As {@code in(stanza).has(code)}, for those who ask nothing else: it allocates nothing. */
    public static boolean hasStatus(Element stanza, int code) {
        Element x = Payloads.first(stanza, X.getNamespaceURI());
        if (x == null) {
            return false;
        }
        for (int i = 0, count = x.nodeCount(); i < count; i++) {
            if (x.node(i) instanceof Element child
                    && child.getName().equals("status")
                    && code(child.attributeValue("code")) == code) {
                return true;
            }
        }
        return false;
    }

    private static MucUser read(Element x) {
        List<Item> items = new ArrayList<>(1);
        int[] codes = new int[MAX_CHILDREN];
        int known = 0;
        Element destroy = null;
        List<Element> children = x.elements();
        for (Element child : children.subList(0, Math.min(children.size(), MAX_CHILDREN))) {
            switch (child.getName()) {
                case "item" -> items.add(Item.read(child));
                case "status" -> codes[known++] = code(child.attributeValue("code"));
                case "destroy" -> destroy = destroy == null ? child : destroy;
                default -> {} // unknown, or not about an occupant
            }
        }
        return new MucUser(items, Arrays.copyOf(codes, known), Optional.ofNullable(destroy));
    }

    /** @return 0 for anything but three digits */
    private static int code(String code) {
        if (code == null || code.length() != 3) {
            return 0;
        }
        int number = 0;
        for (int i = 0; i < code.length(); i++) {
            char digit = code.charAt(i);
            if (digit < '0' || digit > '9') {
                return 0;
            }
            number = 10 * number + digit - '0';
        }
        return number;
    }

    public boolean has(int code) {
        for (int each : codes) {
            if (each == code) {
                return true;
            }
        }
        return false;
    }

    /** @return the first; an empty one if there is none */
    public Item item() {
        return items.isEmpty() ? Item.EMPTY : items.get(0);
    }

    /** @return whether it names {@code session} by its full address */
    boolean isAbout(JID session) {
        return items.stream()
                .anyMatch(item -> item.jid().filter(session::equals).isPresent());
    }

    /** @return whether it is about sessions with real addresses, and {@code session} is none of them */
    boolean isAboutOthersThan(JID session) {
        return !isAbout(session)
                && items.stream()
                        .anyMatch(item -> item.jid()
                                .filter(jid -> jid.getResource() != null)
                                .isPresent());
    }

    /**
     * @return whether it says why an occupant is no longer in the room (XEP-0045 §15.6.2), or that the room was
     *     destroyed
     */
    boolean isExplainedRemoval() {
        return destroy.isPresent() || Removal.of(this) != Removal.UNEXPLAINED;
    }

    /** @return empty if it is absent or no address */
    static Optional<JID> jid(String text) {
        try {
            return text == null || text.isBlank() ? Optional.empty() : Optional.of(new JID(text.strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** @return cut to a length that can be kept; empty for null */
    static String text(String text) {
        if (text == null) {
            return "";
        }
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }
}

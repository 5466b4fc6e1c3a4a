package org.igniterealtime.openfire.plugin.intermediateim.seats.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Nicks;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.xmpp.packet.JID;

/**
 * A room that a user's clients join automatically (XEP-0048 §2.1).
 *
 * @param password empty for none
 */
public record Bookmark(JID owner, JID room, String nick, String password) {

    public static final String NAMESPACE = "storage:bookmarks";

    /** More than any client shows. */
    private static final int MAX_ENTRIES = 1000;

    /**
     * @param storage the element {@code <storage/>} that the user has stored; may be anything
     * @return those with autojoin, each room once; what is no room or has no usable nick is left out
     */
    public static List<Bookmark> in(Element storage, JID owner) {
        List<Bookmark> bookmarks = new ArrayList<>();
        List<Element> conferences = storage.elements("conference");
        for (Element conference : conferences.subList(0, Math.min(conferences.size(), MAX_ENTRIES))) {
            read(conference, owner)
                    .filter(bookmark ->
                            bookmarks.stream().noneMatch(known -> known.room().equals(bookmark.room())))
                    .ifPresent(bookmarks::add);
        }
        return bookmarks;
    }

    private static Optional<Bookmark> read(Element conference, JID owner) {
        String auto = conference.attributeValue("autojoin", "");
        if (!auto.equals("true") && !auto.equals("1")) {
            return Optional.empty();
        }
        String nick = Optional.ofNullable(conference.elementText("nick"))
                .filter(text -> !text.isBlank())
                .orElse(owner.getNode());
        String password =
                Optional.ofNullable(conference.elementText("password")).orElse("");
        if (!Options.fits(password)) {
            return Optional.empty(); // no room has such a password
        }
        return RoomAddress.read(conference.attributeValue("jid", ""))
                .flatMap(room -> Nicks.prepared(nick).map(prepared -> new Bookmark(owner, room, prepared, password)));
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.util.Optional;
import org.dom4j.Element;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/** Nicks: the resources of occupants' addresses. */
public final class Nicks {

    private Nicks() {}

    /**
     * @return the nick as it will be compared (Resourceprep); empty if it can't be one (XEP-0045 §17.1): nothing, only
     *     blanks, too long, or with forbidden characters. The same object if nothing was to be changed
     */
    public static Optional<String> prepared(String nick) {
        try {
            // an address drops an empty resource
            return Optional.ofNullable(new JID(null, "x", nick).getResource())
                    .filter(prepared -> !prepared.isBlank())
                    .map(prepared -> prepared.equals(nick) ? nick : prepared);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** @param nick prepared */
    static JID occupant(JID room, String nick) {
        return new JID(room.getNode(), room.getDomain(), nick, true);
    }

    /**
     * @return the nick that the room keeps for us, as it answers (XEP-0045 §7.12); empty if it keeps none, or does not
     *     know
     */
    static Optional<String> reserved(IQ answer) {
        Element query = RoomStanzas.type(answer).equals("result") ? answer.getChildElement() : null;
        Element identity = query == null ? null : query.element("identity");
        return Optional.ofNullable(identity == null ? null : identity.attributeValue("name"))
                .flatMap(Nicks::prepared);
    }

    /** @param attempt from 1 */
    static String alternative(String nick, int attempt) {
        return attempt == 1 ? nick + "_" : nick + "_" + attempt;
    }
}

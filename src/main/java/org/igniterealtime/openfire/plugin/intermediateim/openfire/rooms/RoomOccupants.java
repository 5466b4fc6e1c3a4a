package org.igniterealtime.openfire.plugin.intermediateim.openfire.rooms;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/**
 * Who stands behind a nick in a room of this server. A room is an interface up to Openfire 4.2 and a class later, and
 * so are its occupants, which have other names, too: no code can name them on both, so they are asked by reflection.
 */
final class RoomOccupants {

    private static final Logger Log = LoggerFactory.getLogger(RoomOccupants.class);

    private final Function<String, Object> services;

    /** @param services gives the room service at a domain; null for none */
    RoomOccupants(Function<String, Object> services) {
        this.services = services;
    }

    /**
     * @param occupant of a room, under a nick
     * @return full JIDs; none if there is no such room or nick
     */
    List<JID> occupants(JID occupant) {
        List<JID> addresses = new ArrayList<>();
        try {
            Object room = room(occupant);
            if (room != null && occupant.getResource() != null) {
                for (Object each : (Collection<?>) call(room, "getOccupantsByNickname", occupant.getResource())) {
                    addresses.add((JID) call(each, "getUserAddress"));
                }
            }
        } catch (ReflectiveOperationException e) { // UserNotFoundException of the server among them
            Log.debug("Nobody is known to be {}", occupant, e);
        }
        return addresses;
    }

    /** @return the nick of the client in the room; empty if it is not there */
    Optional<String> nick(JID client, JID address) {
        try {
            Object room = room(address);
            if (room != null) {
                Optional<Object> occupant = occupant(room, client);
                if (occupant.isPresent()) {
                    return Optional.of((String) call(occupant.get(), "getNickname"));
                }
            }
        } catch (ReflectiveOperationException e) {
            Log.debug("Who is in {} is not known", address, e);
        }
        return Optional.empty();
    }

    /**
     * As the room decides when it is asked to pass on an invitation (XEP-0045 §7.8.2): whoever is in it may invite, but
     * into a room for members only admins and owners, unless it is configured otherwise. Another plugin may have to say
     * more about it, and then the answer is no.
     *
     * @param inviter full JID
     * @return whether the inviter is in the room and may invite, and the invitee could enter
     */
    boolean mayInvite(JID inviter, JID address, JID invitee) {
        try {
            Object room = room(address);
            if (room == null || call(services.apply(address.getDomain()), "getMUCDelegate") != null) {
                return false;
            }
            Optional<Object> occupant = occupant(room, inviter);
            if (occupant.isEmpty()) {
                return false;
            }
            String invited =
                    affiliation(method(room, "getAffiliation", JID.class).invoke(room, invitee.asBareJID()));
            if (!(boolean) call(room, "isMembersOnly")) {
                return !invited.equals("outcast");
            }
            boolean mayInvite = (boolean) call(room, "canOccupantsInvite")
                    || isAdmin(affiliation(call(occupant.get(), "getAffiliation")));
            return mayInvite && (isAdmin(invited) || invited.equals("member"));
        } catch (ReflectiveOperationException e) {
            Log.debug("Who may invite into {} is not known", address, e);
            return false;
        }
    }

    private static String affiliation(Object value) {
        return ((Enum<?>) value).name();
    }

    private static boolean isAdmin(String affiliation) {
        return affiliation.equals("admin") || affiliation.equals("owner");
    }

    private static Optional<Object> occupant(Object room, JID client) throws ReflectiveOperationException {
        for (Object each : (Collection<?>) call(room, "getOccupants")) {
            if (client.equals(call(each, "getUserAddress"))) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private Object room(JID address) throws ReflectiveOperationException {
        Object service = services.apply(address.getDomain());
        return service == null || address.getNode() == null ? null : call(service, "getChatRoom", address.getNode());
    }

    private static Object call(Object target, String name, String... arguments) throws ReflectiveOperationException {
        Class<?>[] types = new Class<?>[arguments.length];
        Arrays.fill(types, String.class);
        return method(target, name, types).invoke(target, (Object[]) arguments);
    }

    private static Method method(Object target, String name, Class<?>... types) throws NoSuchMethodException {
        return publicMethod(target.getClass(), name, types);
    }

    /** Implementations may be of classes that are not public. */
    private static Method publicMethod(Class<?> type, String name, Class<?>... types) throws NoSuchMethodException {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Class<?> open : Stream.concat(Stream.of(each), Arrays.stream(each.getInterfaces()))
                    .toList()) {
                if (Modifier.isPublic(open.getModifiers())) {
                    try {
                        return open.getMethod(name, types);
                    } catch (NoSuchMethodException e) {
                        Log.trace("not in {}", open);
                    }
                }
            }
        }
        throw new NoSuchMethodException(name);
    }
}

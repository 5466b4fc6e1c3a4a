package org.igniterealtime.openfire.plugin.intermediateim.openfire.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xmpp.packet.JID;

/** With classes that have nothing of Openfire's but the names of their methods, as on each version. */
class RoomOccupantsTest {

    private static final JID ROOM = new JID("room@conference.example.org");
    private static final JID INVITER = new JID("romeo@example.org/gajim");
    private static final JID INVITEE = new JID("juliet@example.org/pidgin");

    /** As the server's. */
    public enum Affiliation {
        none,
        outcast,
        member,
        admin,
        owner
    }

    /** A service for rooms. */
    public static final class Service {

        private final Room room = new Room();
        private Object delegate;

        public Object getChatRoom(String name) {
            return name.equals("room") ? room : null;
        }

        public Object getMUCDelegate() {
            return delegate;
        }
    }

    /** A room. */
    public static final class Room {

        private final Map<JID, Affiliation> affiliations = new HashMap<>();
        private boolean membersOnly;
        private boolean occupantsInvite;

        public Collection<Occupant> getOccupants() {
            return List.of(new Occupant(this, new JID("x@example.org/y")), new Occupant(this, INVITER));
        }

        public Affiliation getAffiliation(JID user) {
            return affiliations.getOrDefault(user, Affiliation.none);
        }

        public boolean isMembersOnly() {
            return membersOnly;
        }

        public boolean canOccupantsInvite() {
            return occupantsInvite;
        }
    }

    /** An occupant. */
    public static final class Occupant {

        private final Room room;
        private final JID address;

        private Occupant(Room room, JID address) {
            this.room = room;
            this.address = address;
        }

        public JID getUserAddress() {
            return address;
        }

        public String getNickname() {
            return "nick of " + address.getNode();
        }

        public Affiliation getAffiliation() {
            return room.getAffiliation(address.asBareJID());
        }
    }

    private final Service service = new Service();
    private final RoomOccupants rooms =
            new RoomOccupants(domain -> domain.equals("conference.example.org") ? service : null);

    private boolean mayInvite() {
        return rooms.mayInvite(INVITER, ROOM, INVITEE);
    }

    @Test
    void anOccupantMayInvite() {
        assertTrue(mayInvite());
    }

    @Test
    void nobodyElseMay() {
        assertFalse(rooms.mayInvite(new JID("romeo@example.org/other"), ROOM, INVITEE));
        assertFalse(rooms.mayInvite(INVITER.asBareJID(), ROOM, INVITEE));
        assertFalse(rooms.mayInvite(new JID("tybalt@example.org/x"), ROOM, INVITEE));
    }

    @Test
    void nobodyMayIntoARoomThatIsNotHere() {
        assertFalse(rooms.mayInvite(INVITER, new JID("other@conference.example.org"), INVITEE));
        assertFalse(rooms.mayInvite(INVITER, new JID("room@conference.example.com"), INVITEE));
        assertFalse(rooms.mayInvite(INVITER, new JID("conference.example.org"), INVITEE));
    }

    @Test
    void whoeverIsBannedIsNotInvited() {
        service.room.affiliations.put(INVITEE.asBareJID(), Affiliation.outcast);
        assertFalse(mayInvite());
    }

    @Test
    void ifAnotherPluginHasASayNobodyMay() {
        service.delegate = new Object();
        assertFalse(mayInvite());
    }

    @ParameterizedTest
    @CsvSource({
        "none, member, false, false",
        "member, member, false, false",
        "member, member, true, true",
        "admin, member, false, true",
        "owner, owner, false, true",
        "owner, none, true, false",
        "owner, outcast, true, false",
    })
    void intoARoomForMembers(Affiliation inviter, Affiliation invitee, boolean occupantsInvite, boolean may) {
        service.room.membersOnly = true;
        service.room.occupantsInvite = occupantsInvite;
        service.room.affiliations.put(INVITER.asBareJID(), inviter);
        service.room.affiliations.put(INVITEE.asBareJID(), invitee);
        assertEquals(may, mayInvite());
    }

    @Test
    void aNickIsFound() {
        assertEquals("nick of romeo", rooms.nick(INVITER, ROOM).orElseThrow());
    }
}

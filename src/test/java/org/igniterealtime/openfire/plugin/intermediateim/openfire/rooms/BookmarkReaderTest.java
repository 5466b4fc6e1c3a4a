package org.igniterealtime.openfire.plugin.intermediateim.openfire.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.dom4j.DocumentException;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.Bookmark;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.BookmarkReading;
import org.jivesoftware.openfire.PrivateStorage;
import org.jivesoftware.openfire.group.Group;
import org.jivesoftware.openfire.group.GroupManager;
import org.jivesoftware.openfire.group.GroupNotFoundException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;

/** What Openfire does not find counts as nothing only where its database, here HSQLDB, has nothing either. */
class BookmarkReaderTest {

    private static final JID ROMEO = new JID("romeo@example.org");
    private static final String STORED = "<storage xmlns='storage:bookmarks'>"
            + "<conference jid='balcony@conference.example.org' autojoin='true'><nick>Romeo</nick></conference></storage>";

    private final String url = "jdbc:hsqldb:mem:" + UUID.randomUUID();
    private final GroupManager groups = mock(GroupManager.class);
    private final PrivateStorage storage = mock(PrivateStorage.class);
    private boolean groupsAreInDatabase = true;
    private boolean databaseAway;

    @BeforeEach
    void begin() throws Exception {
        execute("CREATE TABLE ofGroup (groupName VARCHAR(50))");
        execute("CREATE TABLE ofGroupUser (groupName VARCHAR(50), username VARCHAR(100))");
        execute("CREATE TABLE ofPubsubItem (serviceID VARCHAR(100), nodeID VARCHAR(100), id VARCHAR(100))");
        execute("INSERT INTO ofGroup VALUES ('houses')");
        execute("INSERT INTO ofGroupUser VALUES ('houses', 'romeo')");
        Group houses = mock(Group.class);
        when(houses.getMembers()).thenReturn(List.of(ROMEO));
        when(houses.getAdmins()).thenReturn(List.of());
        when(groups.getGroup("houses")).thenReturn(houses);
        when(storage.get(eq("romeo"), any())).thenAnswer(call -> call.getArgument(1)); // nothing there, or not readable
    }

    @AfterEach
    void end() throws SQLException {
        execute("SHUTDOWN");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
            connection.createStatement().execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        if (databaseAway) {
            throw new SQLException("away", "08006");
        }
        return DriverManager.getConnection(url, "sa", "");
    }

    private BookmarkReading read(String... names) {
        return new BookmarkReader(
                        groups,
                        storage,
                        new OpenfireTables(this::connect, groupsAreInDatabase),
                        user -> user.getDomain().equals("example.org"))
                .read(List.of(names));
    }

    private void finds(String stored) throws DocumentException {
        Element found = DocumentHelper.parseText(stored).getRootElement();
        when(storage.get(eq("romeo"), any())).thenReturn(found);
    }

    private static void assertUnread(BookmarkReading reading) {
        assertEquals(Set.of(ROMEO), reading.unread());
        assertTrue(reading.bookmarks().isEmpty());
    }

    private static void assertNothing(BookmarkReading reading) {
        assertEquals(new BookmarkReading(List.of(), Set.of(), true), reading);
    }

    /** What clients may keep, in both generations of Openfire. */
    abstract class Storing {

        abstract void store() throws SQLException;

        @Test
        void whatIsStoredIsRead() throws Exception {
            store();
            finds(STORED);
            BookmarkReading reading = read("houses");

            assertEquals(
                    List.of(new Bookmark(ROMEO, new JID("balcony@conference.example.org"), "Romeo", "")),
                    reading.bookmarks());
            assertTrue(reading.unread().isEmpty());
        }

        @Test
        void whatIsStoredAndNotFoundIsUnread() throws SQLException {
            store();
            assertUnread(read("houses"));
        }

        @Test
        void whoHasDeletedAllBookmarksHasNone() throws Exception {
            store();
            finds("<storage xmlns='storage:bookmarks'/>");

            assertNothing(read("houses"));
        }

        @Test
        void whoNeverStoredAnyHasNone() {
            assertNothing(read("houses"));
        }

        @Test
        void nothingIsCertainWhileTheDatabaseIsAway() {
            databaseAway = true;
            BookmarkReading reading = read("houses");

            assertFalse(reading.allGroupsRead(), "there may be more members");
            assertTrue(reading.bookmarks().isEmpty());
        }

        @Test
        void anExceptionIsNotNothing() throws SQLException {
            store();
            when(storage.get(eq("romeo"), any())).thenThrow(new IllegalStateException());

            assertUnread(read("houses"));
        }
    }

    @Nested
    class InTheTableOfPrivateData extends Storing {

        @BeforeEach
        void table() throws SQLException {
            execute("CREATE TABLE ofPrivate (username VARCHAR(64), name VARCHAR(100), namespace VARCHAR(200))");
        }

        @Override
        void store() throws SQLException {
            execute("INSERT INTO ofPrivate VALUES ('romeo', 'storage', 'storage:bookmarks')");
        }

        @Test
        void whatIsPublishedIsNotLookedAt() throws SQLException {
            execute("INSERT INTO ofPubsubItem VALUES ('romeo@example.org', 'storage:bookmarks', 'current')");
            assertNothing(read("houses"));
        }
    }

    @Nested
    class InPersonalEventing extends Storing {

        @Override
        void store() throws SQLException {
            execute("INSERT INTO ofPubsubItem VALUES ('romeo@example.org', 'storage:bookmarks', 'current')");
        }

        @Test
        void anItemOfAnotherNameIsNotLookedAt() throws SQLException {
            execute("INSERT INTO ofPubsubItem VALUES ('romeo@example.org', 'storage:bookmarks', 'first')");
            assertNothing(read("houses"));
        }
    }

    @Nested
    class Groups {

        @Test
        void membersInTheDatabaseOnlyAreMissed() throws SQLException {
            execute("INSERT INTO ofGroupUser VALUES ('houses', 'juliet')");
            assertFalse(read("houses").allGroupsRead());
        }

        @Test
        void aDeletedGroupHasNoMembers() throws Exception {
            when(groups.getGroup("capulets")).thenThrow(new GroupNotFoundException());
            assertNothing(read("capulets"));
            assertNothing(read("houses", "capulets"));
        }

        @Test
        void aGroupThatTheDatabaseHasIsNotDeleted() throws Exception {
            when(groups.getGroup("capulets")).thenThrow(new GroupNotFoundException());
            execute("INSERT INTO ofGroup VALUES ('capulets')");

            assertFalse(read("capulets").allGroupsRead());
        }

        @Test
        void whetherADirectoryHasAGroupIsNotForTheDatabaseToSay() throws Exception {
            when(groups.getGroup("capulets")).thenThrow(new GroupNotFoundException());
            groupsAreInDatabase = false;

            assertFalse(read("capulets").allGroupsRead());
        }

        @Test
        void aDirectoryThatFailsIsNotEmpty() throws Exception {
            when(groups.getGroup("capulets")).thenThrow(new IllegalStateException());
            assertFalse(read("capulets").allGroupsRead());
        }
    }
}

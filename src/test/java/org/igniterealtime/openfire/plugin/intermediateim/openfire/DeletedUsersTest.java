package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jivesoftware.openfire.event.UserEventDispatcher;
import org.jivesoftware.openfire.user.User;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;

class DeletedUsersTest {

    private final List<JID> forgotten = new ArrayList<>();
    private final DeletedUsers deletedUsers = new DeletedUsers(name -> new JID(name, "example.org", null), forgotten::add);
    private final User juliet = new User("juliet", "Juliet", null, null, null);

    private void dispatch(UserEventDispatcher.EventType event) {
        UserEventDispatcher.dispatchEvent(juliet, event, Map.of());
    }

    @Test
    void tellsWhoIsDeletedWhileItIsOpen() {
        deletedUsers.open();
        dispatch(UserEventDispatcher.EventType.user_created);
        dispatch(UserEventDispatcher.EventType.user_modified);
        dispatch(UserEventDispatcher.EventType.user_deleting);
        deletedUsers.close();
        dispatch(UserEventDispatcher.EventType.user_deleting);
        assertEquals(List.of(new JID("juliet@example.org")), forgotten);
    }
}

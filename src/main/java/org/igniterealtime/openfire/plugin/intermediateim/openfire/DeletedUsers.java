package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jivesoftware.openfire.event.UserEventDispatcher;
import org.jivesoftware.openfire.event.UserEventListener;
import org.jivesoftware.openfire.user.User;
import org.xmpp.packet.JID;

/** Tells when a user of this server is deleted, so that what we keep about the user goes too. */
public final class DeletedUsers implements UserEventListener, AutoCloseable {

    private final Function<String, JID> bareJidOf;
    private final Consumer<JID> forget;

    /**
     * @param bareJidOf a user's address, given the user's name
     * @param forget    gets the user's bare JID, on the thread that deletes the user, before the user is gone
     */
    public DeletedUsers(Function<String, JID> bareJidOf, Consumer<JID> forget) {
        this.bareJidOf = bareJidOf;
        this.forget = forget;
    }

    public void open() {
        UserEventDispatcher.addListener(this);
    }

    @Override
    public void close() {
        UserEventDispatcher.removeListener(this);
    }

    @Override
    public void userDeleting(User user, Map<String, Object> params) {
        forget.accept(bareJidOf.apply(user.getUsername()));
    }

    @Override
    public void userCreated(User user, Map<String, Object> params) {
        // nothing is kept of a user before the user does something
    }

    @Override
    public void userModified(User user, Map<String, Object> params) {
        // what is kept goes by the JID, which does not change
    }
}

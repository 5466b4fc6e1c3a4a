package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.cluster.ClusterMessageHandler;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.cluster.ClusterNode;
import org.jivesoftware.openfire.event.UserEventDispatcher;
import org.jivesoftware.openfire.event.UserEventListener;
import org.jivesoftware.openfire.user.User;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * Tells when a user of this server is deleted, so that what we keep about the user goes too. In a cluster Openfire
 * tells it only on the node where it happens, so that one tells the others.
 */
public final class DeletedUsers implements UserEventListener, ClusterMessageHandler, AutoCloseable {

    private static final QName DELETED = QName.get("deleted", "urn:intermediateim:users:cluster");

    private final ClusterNode node;
    private final Function<String, JID> bareJidOf;
    private final Consumer<JID> forget;
    private volatile AutoCloseable talk;

    /**
     * @param bareJidOf a user's address, given the user's name
     * @param forget    gets the user's bare JID, on the thread that deletes the user, before the user is gone, or on
     *     the one that brings the news from another node; must not block
     */
    public DeletedUsers(ClusterNode node, Function<String, JID> bareJidOf, Consumer<JID> forget) {
        this.node = node;
        this.bareJidOf = bareJidOf;
        this.forget = forget;
    }

    public void open() {
        talk = node.join(this);
        UserEventDispatcher.addListener(this);
    }

    @Override
    public void close() throws Exception {
        UserEventDispatcher.removeListener(this);
        talk.close();
    }

    @Override
    public void userDeleting(User user, Map<String, Object> params) {
        JID deleted = bareJidOf.apply(user.getUsername());
        forget.accept(deleted);
        node.tellOthers(DocumentHelper.createElement(DELETED).addAttribute("user", deleted.toString()));
    }

    @Override
    public Optional<IQ> answer(IQ request) {
        Element deleted = request.getChildElement();
        String user = deleted.attributeValue("user");
        if (!deleted.getQName().equals(DELETED) || user == null) {
            return Optional.empty();
        }
        forget.accept(new JID(user));
        return Optional.of(IQ.createResultIQ(request));
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

package org.igniterealtime.openfire.plugin.intermediateim.openfire.cluster;

import java.lang.reflect.Method;
import org.jivesoftware.openfire.cluster.ClusterEventListener;
import org.jivesoftware.openfire.cluster.ClusterManager;

/**
 * Registers listeners for what happens to a cluster. Openfire 4.2 calls them in the order in which they came, 5.1 by a
 * number.
 */
final class ClusterListeners {

    /** The server's own have 0 to 20. */
    static final int AFTER_THE_SERVER = 1000;

    private final Class<?> manager;

    ClusterListeners() {
        this(ClusterManager.class);
    }

    /** @param manager has the static methods of {@link ClusterManager} */
    ClusterListeners(Class<?> manager) {
        this.manager = manager;
    }

    /**
     * Adds one that is called after the server's own. When a node is gone, these send unavailable presence for all who
     * had sent directed presence from there, which makes a user leave a room whom another node has taken over by then.
     */
    void addLast(ClusterEventListener listener) {
        try {
            numbered().invoke(null, listener, AFTER_THE_SERVER);
        } catch (NoSuchMethodException e) {
            ClusterManager.addListener(listener);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Method numbered() throws NoSuchMethodException {
        return manager.getMethod("addListener", ClusterEventListener.class, int.class);
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import org.jivesoftware.openfire.container.PluginManager;
import org.jivesoftware.openfire.container.PluginManagerListener;

/**
 * Tells when the server has started. It loads its plugins first and opens its ports then: whoever calls another server
 * before that can't be called back to prove who it is (XEP-0220), and after such a failure nothing goes there for a
 * while.
 */
public final class ServerStart implements PluginManagerListener, AutoCloseable {

    private final PluginManager plugins;
    private final Runnable started;

    /** @param started is run once the server has started; at once, if it has */
    public ServerStart(PluginManager plugins, Runnable started) {
        this.plugins = plugins;
        this.started = started;
    }

    public void open() {
        if (isOver()) {
            started.run();
        } else {
            plugins.addPluginManagerListener(this); // after the one that opens the ports
        }
    }

    /** @return whether it has started */
    public boolean isOver() {
        return plugins.isExecuted();
    }

    @Override
    public void pluginsMonitored() {
        close();
        started.run();
    }

    @Override
    public void close() {
        plugins.removePluginManagerListener(this);
    }
}

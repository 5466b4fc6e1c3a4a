package org.igniterealtime.openfire.plugin.intermediateim.admin;

import java.util.List;
import javax.servlet.ServletException;
import org.jivesoftware.openfire.container.Plugin;
import org.jivesoftware.openfire.container.PluginManager;
import org.jivesoftware.openfire.container.PluginServlet;

/** Puts our pages into Openfire's admin console and takes them out again. */
public final class Console implements AutoCloseable {

    /** The plugin's canonical name: its directory, the name of its bundle and the start of its pages' addresses. */
    static final String PLUGIN = "intermediateim";

    private final PluginManager manager;
    private final Plugin plugin;
    private final List<ConsolePage> pages;

    public Console(PluginManager manager, Plugin plugin, OverviewPage overview, BytestreamsPage bytestreams) {
        this.manager = manager;
        this.plugin = plugin;
        this.pages = List.of(overview, bytestreams);
    }

    public void open() throws ServletException {
        for (ConsolePage page : pages) {
            PluginServlet.registerServlet(manager, plugin, page, "/" + page.name());
        }
    }

    @Override
    public void close() throws ServletException {
        for (ConsolePage page : pages) {
            PluginServlet.unregisterServlet(plugin, "/" + page.name());
        }
    }
}

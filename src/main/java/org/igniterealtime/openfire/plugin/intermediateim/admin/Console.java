package org.igniterealtime.openfire.plugin.intermediateim.admin;

import java.nio.file.Path;
import java.util.List;
import javax.servlet.ServletException;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginTexts;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.RandomTokens;
import org.jivesoftware.openfire.container.Plugin;
import org.jivesoftware.openfire.container.PluginManager;
import org.jivesoftware.openfire.container.PluginServlet;

/** Puts our pages into Openfire's admin console and its menu, and takes them out again. */
public final class Console implements AutoCloseable {

    private final PluginManager manager;
    private final Plugin plugin;
    private final PluginTexts texts;
    private final RandomTokens tokens;
    private final List<ConsolePage> pages;
    private final ConsoleMenu menu;

    /**
     * @param directory of the plugin: its name is part of the pages' addresses
     * @param tokens    for forms
     * @param pages     in the order of the menu
     */
    public Console(
            PluginManager manager,
            Plugin plugin,
            Path directory,
            PluginTexts texts,
            RandomTokens tokens,
            List<ConsolePage> pages) {
        this.manager = manager;
        this.plugin = plugin;
        this.texts = texts;
        this.tokens = tokens;
        this.pages = List.copyOf(pages);
        this.menu = new ConsoleMenu(
                directory.getFileName().toString(),
                this.pages.stream().map(ConsolePage::name).toList(),
                texts);
    }

    public void open() throws ServletException {
        for (ConsolePage page : pages) {
            page.share(texts, tokens);
            PluginServlet.registerServlet(manager, plugin, page, "/" + page.name());
        }
        menu.open();
    }

    @Override
    public void close() throws ServletException {
        menu.close();
        for (ConsolePage page : pages) {
            PluginServlet.unregisterServlet(plugin, "/" + page.name());
        }
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.admin;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.LocalizedTexts;
import org.jivesoftware.admin.AdminConsole;
import org.jivesoftware.util.PropertyEventDispatcher;
import org.jivesoftware.util.PropertyEventListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our entries in the console's menu, in the language of the server. They are not in plugin.xml: from there Openfire
 * looks for their texts in a bundle named after the jar file, writes that name unescaped into their addresses, and has
 * those of a second copy take the place of the first one's.
 */
final class ConsoleMenu implements PropertyEventListener, AutoCloseable {

    private static final Logger Log = LoggerFactory.getLogger(ConsoleMenu.class);

    private static final String TEXT = "intermediateim.";

    private final String directory;
    private final List<String> pages;
    private final LocalizedTexts texts;

    /** @param pages their names, as {@link ConsolePage#name()} has them */
    ConsoleMenu(String directory, List<String> pages, LocalizedTexts texts) {
        this.directory = directory;
        this.pages = pages;
        this.texts = texts;
    }

    void open() {
        PropertyEventDispatcher.addListener(this);
        show();
    }

    private void show() {
        try {
            AdminConsole.addModel(model(), adminConsole());
        } catch (Exception e) { // as it is declared
            Log.error(
                    "The menu of the admin console could not be changed. "
                            + "The pages of the plugin are available at /{}",
                    address("overview"),
                    e);
        }
    }

    /** Not just the directory: that is the name of what is in plugin.xml. */
    private String model() {
        return "intermediateim:" + directory;
    }

    private Element adminConsole() {
        Element console =
                DocumentHelper.createDocument().addElement("adminconsole"); // its tabs are looked for from the root
        Element sidebar =
                console.addElement("tab").addAttribute("id", "tab-server").addElement("sidebar");
        describe(sidebar, "sidebar").addAttribute("id", "sidebar-intermediateim");
        for (String page : pages) {
            describe(sidebar.addElement("item"), page)
                    .addAttribute("id", "intermediateim-" + page)
                    .addAttribute("url", address(page));
        }
        return console;
    }

    private Element describe(Element entry, String name) {
        return entry.addAttribute("name", texts.text(TEXT + name + ".name"))
                .addAttribute("description", texts.text(TEXT + name + ".description"));
    }

    private String address(String page) {
        try {
            return new URI(null, null, "plugins/" + directory + "/" + page, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e); // any name can be quoted
        }
    }

    /** The server's language has changed. */
    @Override
    public void xmlPropertySet(String property, Map<String, Object> params) {
        if (property.equals("locale")) {
            show();
        }
    }

    @Override
    public void xmlPropertyDeleted(String property, Map<String, Object> params) {
        xmlPropertySet(property, params);
    }

    @Override
    public void propertySet(String property, Map<String, Object> params) {
        // not where the language is
    }

    @Override
    public void propertyDeleted(String property, Map<String, Object> params) {
        // not where the language is
    }

    @Override
    public void close() {
        PropertyEventDispatcher.removeListener(this);
        AdminConsole.removeModel(model());
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import java.text.MessageFormat;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.LocalizedTexts;
import org.jivesoftware.util.JiveGlobals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugin's texts, in the language of the server. They are found through our own class loader: Openfire's
 * {@code LocaleUtils} looks for a bundle named after the jar file, which an admin may have named in any way.
 */
public final class PluginTexts implements LocalizedTexts, AutoCloseable {

    private static final Logger Log = LoggerFactory.getLogger(PluginTexts.class);

    private static final String BUNDLE = "intermediateim_i18n";

    /** A language without a bundle gets the texts of the base bundle, not those of the operating system's language. */
    private static final Control CONTROL = Control.getNoFallbackControl(Control.FORMAT_DEFAULT);

    private final ClassLoader loader = PluginTexts.class.getClassLoader();

    /** @return the texts in the server's present language */
    public ResourceBundle bundle() {
        return ResourceBundle.getBundle(BUNDLE, JiveGlobals.getLocale(), loader, CONTROL);
    }

    @Override
    public String text(String key, Object... arguments) {
        try {
            String text = bundle().getString(key);
            return arguments.length == 0 ? text : new MessageFormat(text, JiveGlobals.getLocale()).format(arguments);
        } catch (MissingResourceException e) {
            Log.error("The text for the key {} is missing", key, e);
            return key;
        }
    }

    /** Lets go of the bundles that were read. */
    @Override
    public void close() {
        ResourceBundle.clearCache(loader);
    }
}

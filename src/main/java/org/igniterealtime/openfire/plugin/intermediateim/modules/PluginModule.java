package org.igniterealtime.openfire.plugin.intermediateim.modules;

import org.igniterealtime.openfire.plugin.intermediateim.admin.ConsolePage;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Feature;

/**
 * A feature with all that belongs to it on an Openfire server: its components, its data, its threads, its console page.
 * The constructor builds it from {@link ModuleServices} and leaves no trace on the server. Then {@link #open} and
 * {@link #start} are called, once each and by one thread; both hand over what has to be closed, as soon as it is open.
 * At the end of the plugin everything is closed in reverse order.
 */
public interface PluginModule {

    /** @return what the module does with stanzas; the same object each time */
    Feature feature();

    /**
     * Opens what the feature needs before it sees the first stanza. No stanza reaches the feature yet.
     *
     * @param resources takes what has to be closed, after stanzas have stopped reaching the feature
     * @return the page of the feature in the admin console
     */
    ConsolePage open(OpenResources resources);

    /**
     * Begins what the feature does of its own accord and what it must see the stanzas of. Stanzas reach it.
     *
     * @param resources takes what has to be closed, while stanzas still reach the feature
     */
    default void start(OpenResources resources) {
        // most features only react to stanzas
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.modules;

import java.nio.file.Path;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.igniterealtime.openfire.plugin.intermediateim.admin.ServerChecks;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.Services;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.cluster.ClusterNode;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.DaemonThreads;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.LocalizedTexts;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.RandomTokens;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.jivesoftware.openfire.XMPPServer;

/**
 * What all modules share.
 *
 * @param home       the server's directory
 * @param sink       sends stanzas through the server
 * @param properties the settings
 * @param components puts components under sub-domains of the server
 * @param checks     tell whether this server can put a setting into effect
 * @param node       this node among those of a cluster
 * @param threads    makes the threads of the plugin
 * @param random     nobody can guess what it gives
 */
public record ModuleServices(
        XMPPServer server,
        Path home,
        StanzaSink sink,
        PluginProperties properties,
        Services components,
        ServerChecks checks,
        ClusterNode node,
        LocalizedTexts texts,
        DaemonThreads threads,
        RandomTokens tokens,
        RandomGenerator random,
        Clock clock) {

    /** @return the server's XMPP domain */
    public String domain() {
        return server.getServerInfo().getXMPPDomain();
    }
}

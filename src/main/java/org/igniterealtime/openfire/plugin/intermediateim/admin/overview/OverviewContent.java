package org.igniterealtime.openfire.plugin.intermediateim.admin.overview;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginCopies;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.Services;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Feature;

/**
 * What overview.jsp shows.
 *
 * @param own    the working copy of the plugin, by the name of its directory
 * @param copies those that stand by
 */
public record OverviewContent(
        PluginCopies.Copy own, List<PluginCopies.Copy> copies, List<FeatureRow> features, List<AddressRow> addresses) {

    /**
     * A feature, whether it is on, and what it has done.
     *
     * @param page   its name; null if the feature has none
     * @param counts in the order of the page
     */
    public record FeatureRow(String name, boolean on, String page, Map<String, Long> counts) {

        static FeatureRow of(Feature feature, boolean on, String page) {
            return new FeatureRow(feature.name(), on, page, feature.counters().snapshot());
        }
    }

    /**
     * An address of ours and what was found out about it.
     *
     * @param lookup {@code open} if nobody has asked yet, {@code resolves} or {@code unknown}
     */
    public record AddressRow(String domain, boolean registered, String lookup) {

        /** @param lookUpName whether to ask the DNS, which may take seconds */
        static AddressRow of(Services.Address address, boolean lookUpName) {
            return new AddressRow(
                    address.domain(), address.registered(), lookUpName ? lookUp(address.domain()) : "open");
        }

        private static String lookUp(String domain) {
            try {
                InetAddress.getByName(domain);
                return "resolves";
            } catch (UnknownHostException e) {
                return "unknown";
            }
        }
    }
}

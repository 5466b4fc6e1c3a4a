package org.igniterealtime.openfire.plugin.intermediateim.admin.overview;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.admin.SettingsForm;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginCopies;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.Services;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Feature;

/** What overview.jsp shows. */
public final class OverviewBean {

    private final PluginCopies.Copy own;
    private final List<CopyRow> copies;
    private final List<FeatureRow> features;
    private final List<AddressRow> addresses;
    private final SettingsForm settings;

    OverviewBean(
            PluginCopies.Copy own,
            Set<PluginCopies.Copy> copies,
            List<FeatureRow> features,
            List<AddressRow> addresses,
            SettingsForm settings) {
        this.own = own;
        this.copies = copies.stream().map(CopyRow::new).toList();
        this.features = features;
        this.addresses = addresses;
        this.settings = settings;
    }

    public String getVersion() {
        return own.version();
    }

    /** @return the name of the plugin's directory, by which Openfire calls it */
    public String getDirectory() {
        return own.name();
    }

    public List<CopyRow> getCopies() {
        return copies;
    }

    public List<FeatureRow> getFeatures() {
        return features;
    }

    public List<AddressRow> getAddresses() {
        return addresses;
    }

    public SettingsForm getSettings() {
        return settings;
    }

    /** Another copy of the plugin, which stands by. */
    public static final class CopyRow {

        private final PluginCopies.Copy copy;

        CopyRow(PluginCopies.Copy copy) {
            this.copy = copy;
        }

        public String getName() {
            return copy.name();
        }

        public String getVersion() {
            return copy.version();
        }
    }

    /** A feature, whether it is on, and what it has done. */
    public static final class FeatureRow {

        private final String name;
        private final boolean on;
        private final String page;
        private final Map<String, Long> counts;

        /** @param page null if the feature has none */
        FeatureRow(Feature feature, boolean on, String page) {
            this.name = feature.name();
            this.on = on;
            this.page = page;
            this.counts = feature.counters().snapshot();
        }

        public String getName() {
            return name;
        }

        public boolean isOn() {
            return on;
        }

        public String getPage() {
            return page;
        }

        public Map<String, Long> getCounts() {
            return counts;
        }
    }

    /** An address of ours and what was found out about it. */
    public static final class AddressRow {

        private final Services.Address address;
        private final String lookup;

        private AddressRow(Services.Address address, String lookup) {
            this.address = address;
            this.lookup = lookup;
        }

        /** @param lookUpName whether to ask the DNS, which may take seconds */
        static AddressRow of(Services.Address address, boolean lookUpName) {
            return new AddressRow(address, lookUpName ? lookUp(address.domain()) : "open");
        }

        private static String lookUp(String domain) {
            try {
                InetAddress.getByName(domain);
                return "resolves";
            } catch (UnknownHostException e) {
                return "unknown";
            }
        }

        public String getDomain() {
            return address.domain();
        }

        public boolean isRegistered() {
            return address.registered();
        }

        /** @return {@code open} if nobody has asked yet, {@code resolves} or {@code unknown} */
        public String getLookup() {
            return lookup;
        }
    }
}

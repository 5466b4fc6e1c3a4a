package org.igniterealtime.openfire.plugin.intermediateim.admin.clients;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.admin.Quantities;
import org.igniterealtime.openfire.plugin.intermediateim.admin.SettingsForm;
import org.igniterealtime.openfire.plugin.intermediateim.admin.TopRows;
import org.igniterealtime.openfire.plugin.intermediateim.caps.CapsCounters.Counts;
import org.igniterealtime.openfire.plugin.intermediateim.caps.ClientSoftware;
import org.igniterealtime.openfire.plugin.intermediateim.caps.OnlineClients.OnlineClient;
import org.igniterealtime.openfire.plugin.intermediateim.caps.query.CapsMismatches.Suspicion;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.CapsStore;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.CapsStore.Kept;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.HashFunction;
import org.igniterealtime.openfire.plugin.intermediateim.clients.ClientAbility;
import org.igniterealtime.openfire.plugin.intermediateim.clients.ClientStatistics;
import org.igniterealtime.openfire.plugin.intermediateim.clients.ClientStatistics.Share;
import org.igniterealtime.openfire.plugin.intermediateim.clients.ClientStatistics.Support;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;

/** What clients.jsp shows. */
public final class ClientsBean {

    private final boolean on;
    private final SettingsForm settings;
    private final Use use;
    private final Cache cache;
    private final List<SuspicionRow> suspicions;

    ClientsBean(boolean on, SettingsForm settings, Use use, Cache cache, List<SuspicionRow> suspicions) {
        this.on = on;
        this.settings = settings;
        this.use = use;
        this.cache = cache;
        this.suspicions = suspicions;
    }

    public boolean isOn() {
        return on;
    }

    public SettingsForm getSettings() {
        return settings;
    }

    public Use getUse() {
        return use;
    }

    public Cache getCache() {
        return cache;
    }

    public List<SuspicionRow> getSuspicions() {
        return suspicions;
    }

    /** @return null for an empty text: pages have their sign for that */
    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static int percent(long part, long whole) {
        return whole == 0 ? 0 : (int) Math.round(100.0 * part / whole);
    }

    /** Which clients are in use, and who can do what. */
    public static final class Use {

        private final ClientStatistics statistics;
        private final List<OnlineClient> clients;
        private final boolean everybody;
        private final String without;
        private final String user;

        /**
         * @param everybody whether these are all, not only the users of this server
         * @param without   name of an ability, or a feature, whose lack is asked about; empty for none
         * @param user      part of an address that is asked about; empty for none
         */
        Use(List<OnlineClient> clients, boolean everybody, String without, String user) {
            this.statistics = new ClientStatistics(clients);
            this.clients = clients;
            this.everybody = everybody;
            this.without = without;
            this.user = user;
        }

        public boolean isEverybody() {
            return everybody;
        }

        public long getClients() {
            return statistics.clients();
        }

        public long getUnknown() {
            return statistics.clients() - statistics.known();
        }

        public List<ShareRow> getSoftware() {
            return statistics.software().stream()
                    .map(share ->
                            new ShareRow(share.value().name(), share.value().version(), share, getClients()))
                    .toList();
        }

        public List<ShareRow> getSystems() {
            return statistics.systems().stream()
                    .map(share -> new ShareRow(share.value(), "", share, getClients()))
                    .toList();
        }

        public List<ShareRow> getFeatures() {
            return statistics.features().stream()
                    .map(share -> new ShareRow(share.value(), "", share, statistics.known()))
                    .toList();
        }

        public List<AbilityRow> getAbilities() {
            return statistics.abilities().entrySet().stream()
                    .map(each -> new AbilityRow(each.getKey(), each.getValue(), statistics.known()))
                    .toList();
        }

        public String getWithout() {
            return without;
        }

        /** @return those that lack what is asked about */
        public TopRows<ClientRow> getLacking() {
            Optional<ClientAbility> ability = List.of(ClientAbility.values()).stream()
                    .filter(each -> each.name().equals(without))
                    .findFirst();
            return new TopRows<>(
                    statistics
                            .lacking(info -> ability.isPresent() ? ability.get().isIn(info) : info.hasFeature(without))
                            .stream()
                            .map(ClientRow::new)
                            .toList());
        }

        public String getUser() {
            return user;
        }

        /** @return the clients of the user that is asked about */
        public TopRows<ClientRow> getFound() {
            String wanted = user.toLowerCase(Locale.ROOT);
            return new TopRows<>(clients.stream()
                    .filter(client ->
                            client.address().toString().toLowerCase(Locale.ROOT).contains(wanted))
                    .sorted(Comparator.comparing(client -> client.address().toString()))
                    .map(ClientRow::new)
                    .toList());
        }
    }

    /** So many are, or have, the same. */
    public static final class ShareRow {

        private final String name;
        private final String detail;
        private final long clients;
        private final int percent;

        private ShareRow(String name, String detail, Share<?> share, long all) {
            this.name = name;
            this.detail = detail;
            this.clients = share.clients();
            this.percent = percent(share.clients(), all);
        }

        public String getName() {
            return name;
        }

        public String getDetail() {
            return orNull(detail);
        }

        public long getClients() {
            return clients;
        }

        public int getPercent() {
            return percent;
        }
    }

    /** How many can do something. */
    public static final class AbilityRow {

        private final ClientAbility ability;
        private final Support support;
        private final long known;

        private AbilityRow(ClientAbility ability, Support support, long known) {
            this.ability = ability;
            this.support = support;
            this.known = known;
        }

        public String getName() {
            return ability.name();
        }

        /** @return part of its i18n keys */
        public String getKey() {
            return ability.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public long getCan() {
            return support.can();
        }

        public long getLacking() {
            return support.lacking();
        }

        public long getKnown() {
            return known;
        }

        public int getPercent() {
            return percent(support.can(), known);
        }
    }

    /** One client. */
    public static final class ClientRow {

        private final OnlineClient client;
        private final ClientSoftware software;

        private ClientRow(OnlineClient client) {
            this.client = client;
            this.software = ClientSoftware.of(client);
        }

        public String getAddress() {
            return client.address().toString();
        }

        public String getSoftware() {
            return orNull((software.name() + " " + software.version()).strip());
        }

        public String getSystem() {
            return orNull(software.system());
        }

        public Date getSince() {
            return Date.from(client.since());
        }

        public boolean isKnown() {
            return client.capabilities().isPresent();
        }

        public List<String> getFeatures() {
            return client.capabilities()
                    .map(info -> info.features().stream().sorted().toList())
                    .orElse(List.of());
        }

        /** @return hash and ver that it announces; null for none */
        public String getAnnounced() {
            return client.announcement().map(ClientsBean::words).orElse(null);
        }
    }

    private static String words(Announcement announcement) {
        return (announcement.hash() + " " + announcement.ver()).strip();
    }

    /** What the cache has done, and what is in it. */
    public static final class Cache {

        private final Counts counts;
        private final CapsStore.Size size;
        private final String search;
        private final List<Kept> found;
        private final Quantities quantities;

        Cache(Counts counts, CapsStore store, String search, Quantities quantities) {
            this.counts = counts;
            this.size = store.size();
            this.search = search;
            this.quantities = quantities;
            String wanted = search.toLowerCase(Locale.ROOT);
            found = store.all().stream()
                    .filter(kept -> text(kept).toLowerCase(Locale.ROOT).contains(wanted))
                    .sorted(Comparator.comparing(Cache::text))
                    .toList();
        }

        private static String text(Kept kept) {
            return name(kept.info()) + " " + kept.announcement().discoNode();
        }

        private static String name(DiscoInfo info) {
            return info.identities().stream()
                    .map(DiscoInfo.Identity::name)
                    .filter(name -> !name.isEmpty())
                    .findFirst()
                    .orElse("");
        }

        public long getQuestions() {
            return counts.questions();
        }

        public long getAnswered() {
            return counts.answered();
        }

        public long getAsked() {
            return counts.asked();
        }

        public long getLearned() {
            return counts.learned();
        }

        /** @return of the questions, those that were answered here */
        public int getHitPercent() {
            return percent(counts.answered(), counts.questions());
        }

        public int getEntries() {
            return size.entries();
        }

        public String getMemory() {
            return quantities.bytes(size.octets());
        }

        /** @return names of those with which announcements can be verified */
        public List<String> getHashFunctions() {
            return Arrays.stream(HashFunction.values()).map(HashFunction::word).toList();
        }

        public String getSearch() {
            return search;
        }

        public TopRows<KeptRow> getFound() {
            return new TopRows<>(found.stream().map(KeptRow::new).toList());
        }

        /** Capabilities that are kept. */
        public static final class KeptRow {

            private final Kept kept;

            private KeptRow(Kept kept) {
                this.kept = kept;
            }

            public String getName() {
                return orNull(name(kept.info()));
            }

            public String getNode() {
                return kept.announcement().node();
            }

            public String getHash() {
                return kept.announcement().hash();
            }

            public String getVer() {
                return kept.announcement().ver();
            }

            public int getFeatures() {
                return kept.info().features().size();
            }
        }
    }

    /** An answer that was not what was announced. */
    public static final class SuspicionRow {

        private final Suspicion suspicion;

        SuspicionRow(Suspicion suspicion) {
            this.suspicion = suspicion;
        }

        public String getAddress() {
            return suspicion.address().toString();
        }

        public String getAnnounced() {
            return words(suspicion.announcement());
        }

        public String getNode() {
            return suspicion.announcement().node();
        }

        /** @return part of its i18n key */
        public String getReason() {
            return suspicion.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public Date getWhen() {
            return Date.from(suspicion.when());
        }

        public long getTimes() {
            return suspicion.times();
        }
    }
}

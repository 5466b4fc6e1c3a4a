package org.igniterealtime.openfire.plugin.intermediateim.admin.clients;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.igniterealtime.openfire.plugin.intermediateim.admin.TopRows;
import org.igniterealtime.openfire.plugin.intermediateim.caps.CapsCounters.Counts;
import org.igniterealtime.openfire.plugin.intermediateim.caps.ClientSoftware;
import org.igniterealtime.openfire.plugin.intermediateim.caps.EnrichedClients.EnrichedClient;
import org.igniterealtime.openfire.plugin.intermediateim.caps.OnlineClients.OnlineClient;
import org.igniterealtime.openfire.plugin.intermediateim.caps.query.CapsMismatches.Mismatch;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.CapsStore;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.CapsStore.Kept;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.HashFunction;
import org.igniterealtime.openfire.plugin.intermediateim.clients.ClientAbility;
import org.igniterealtime.openfire.plugin.intermediateim.clients.ClientStatistics;
import org.igniterealtime.openfire.plugin.intermediateim.clients.ClientStatistics.Share;
import org.igniterealtime.openfire.plugin.intermediateim.clients.ClientStatistics.Support;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.Quantities;

/** What clients.jsp shows. */
public record ClientsContent(
        boolean on, Use use, TopRows<EnrichedRow> enriched, Cache cache, List<MismatchRow> mismatches) {

    /** @return null for an empty text: pages have their sign for that */
    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static int percent(long part, long whole) {
        return whole == 0 ? 0 : (int) Math.round(100.0 * part / whole);
    }

    private static String words(Announcement announcement) {
        return (announcement.hash() + " " + announcement.ver()).strip();
    }

    /**
     * Which clients are in use, and who can do what.
     *
     * @param everybody whether these are all, not only the users of this server
     * @param unknown   of the clients, those of which is not known what they can do
     * @param without   name of an ability, or a feature, whose lack is asked about; empty for none
     * @param lacking   those that lack what is asked about
     * @param user      part of an address that is asked about; empty for none
     * @param found     the clients of the user that is asked about
     */
    public record Use(
            boolean everybody,
            long clients,
            long unknown,
            List<ShareRow> software,
            List<ShareRow> systems,
            List<AbilityRow> abilities,
            List<ShareRow> features,
            String without,
            TopRows<ClientRow> lacking,
            String user,
            TopRows<ClientRow> found) {

        /** @param clients the users of this server alone, or {@code everybody} */
        static Use of(
                List<OnlineClient> clients,
                List<EnrichedClient> enriched,
                boolean everybody,
                String without,
                String user) {
            ClientStatistics statistics = new ClientStatistics(clients);
            long all = statistics.clients();
            long known = statistics.known();
            return new Use(
                    everybody,
                    all,
                    all - known,
                    statistics.software().stream()
                            .map(share -> ShareRow.of(
                                    share.value().name(), share.value().version(), share, all))
                            .toList(),
                    statistics.systems().stream()
                            .map(share -> ShareRow.of(share.value(), "", share, all))
                            .toList(),
                    statistics.abilities().entrySet().stream()
                            .map(each -> AbilityRow.of(each.getKey(), each.getValue(), known))
                            .toList(),
                    statistics.features().stream()
                            .map(share -> ShareRow.of(share.value(), "", share, known))
                            .toList(),
                    without,
                    TopRows.of(
                            without.isEmpty() ? List.of() : statistics.lacking(has(without)),
                            client -> ClientRow.of(client, enriched)),
                    user,
                    TopRows.of(
                            user.isEmpty() ? List.of() : ofUser(clients, user),
                            client -> ClientRow.of(client, enriched)));
        }

        /** @param ability its name, or a feature */
        private static Predicate<DiscoInfo> has(String ability) {
            return Arrays.stream(ClientAbility.values())
                    .filter(each -> each.name().equals(ability))
                    .findFirst()
                    .<Predicate<DiscoInfo>>map(each -> each::isIn)
                    .orElse(info -> info.hasFeature(ability));
        }

        private static List<OnlineClient> ofUser(List<OnlineClient> clients, String user) {
            String wanted = user.toLowerCase(Locale.ROOT);
            return clients.stream()
                    .filter(client ->
                            client.address().toString().toLowerCase(Locale.ROOT).contains(wanted))
                    .sorted(Comparator.comparing(client -> client.address().toString()))
                    .toList();
        }
    }

    /**
     * So many are, or have, the same.
     *
     * @param name   empty for those that do not tell
     * @param detail null for none
     */
    public record ShareRow(String name, String detail, long clients, int percent) {

        private static ShareRow of(String name, String detail, Share<?> share, long all) {
            return new ShareRow(name, orNull(detail), share.clients(), ClientsContent.percent(share.clients(), all));
        }
    }

    /**
     * How many can do something.
     *
     * @param key     part of its i18n keys
     * @param clients those that can
     * @param lacking those that are known not to
     * @param known   of how many it is known
     */
    public record AbilityRow(String name, String key, long clients, long lacking, long known, int percent) {

        private static AbilityRow of(ClientAbility ability, Support support, long known) {
            return new AbilityRow(
                    ability.name(),
                    ability.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    support.can(),
                    support.lacking(),
                    known,
                    ClientsContent.percent(support.can(), known));
        }
    }

    /**
     * One client.
     *
     * @param software  null if it does not tell
     * @param system    null if it does not tell
     * @param announced hash and ver that it announces; null for none
     * @param known     whether it is known what it can do
     * @param additions what others are told that the server does for it, as parts of i18n keys
     * @param told      how many others
     */
    public record ClientRow(
            String address,
            String software,
            String system,
            Date since,
            String announced,
            boolean known,
            List<String> features,
            List<String> additions,
            long told) {

        private static ClientRow of(OnlineClient client, List<EnrichedClient> enriched) {
            List<EnrichedClient> told = enriched.stream()
                    .filter(each -> each.client().equals(client.address()))
                    .toList();
            ClientSoftware software = ClientSoftware.of(client);
            Optional<DiscoInfo> info = client.capabilities();
            return new ClientRow(
                    client.address().toString(),
                    orNull((software.name() + " " + software.version()).strip()),
                    orNull(software.system()),
                    Date.from(client.since()),
                    client.announcement().map(ClientsContent::words).orElse(null),
                    info.isPresent(),
                    info.map(each -> each.features().stream().sorted().toList()).orElse(List.of()),
                    told.stream()
                            .flatMap(each -> each.additions().stream())
                            .distinct()
                            .sorted()
                            .toList(),
                    told.size());
        }
    }

    /**
     * A client of which somebody is told more than it announces.
     *
     * @param told      the client that is told
     * @param additions what is added, as parts of i18n keys
     */
    public record EnrichedRow(String client, String told, List<String> additions) {

        static TopRows<EnrichedRow> of(List<EnrichedClient> enriched) {
            Comparator<EnrichedClient> byClient = Comparator.comparing(EnrichedClient::client);
            return TopRows.of(
                    enriched.stream()
                            .sorted(byClient.thenComparing(EnrichedClient::told))
                            .toList(),
                    each -> new EnrichedRow(
                            each.client().toString(), each.told().toString(), each.additions()));
        }
    }

    /**
     * What the cache has done, and what is in it.
     *
     * @param hitPercent    of the questions, those that were answered here
     * @param hashFunctions names of those with which announcements can be verified
     */
    public record Cache(
            Counts counts,
            int hitPercent,
            int entries,
            String memory,
            List<String> hashFunctions,
            String search,
            TopRows<KeptRow> found) {

        static Cache of(Counts counts, CapsStore store, String search, Quantities quantities) {
            CapsStore.Size size = store.size();
            String wanted = search.toLowerCase(Locale.ROOT);
            List<Kept> found = store.all().stream()
                    .filter(kept -> text(kept).toLowerCase(Locale.ROOT).contains(wanted))
                    .sorted(Comparator.comparing(Cache::text))
                    .toList();
            return new Cache(
                    counts,
                    percent(counts.answered(), counts.questions()),
                    size.entries(),
                    quantities.bytes(size.octets()),
                    Arrays.stream(HashFunction.values()).map(HashFunction::word).toList(),
                    search,
                    TopRows.of(found, KeptRow::of));
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
    }

    /**
     * Capabilities that are kept.
     *
     * @param name     null if they have none
     * @param features how many
     */
    public record KeptRow(String name, String node, String hash, String ver, int features) {

        private static KeptRow of(Kept kept) {
            return new KeptRow(
                    orNull(Cache.name(kept.info())),
                    kept.announcement().node(),
                    kept.announcement().hash(),
                    kept.announcement().ver(),
                    kept.info().features().size());
        }
    }

    /**
     * An answer that was not what was announced.
     *
     * @param reason part of its i18n key
     */
    public record MismatchRow(String address, String announced, String node, String reason, Date when, long times) {

        static MismatchRow of(Mismatch mismatch) {
            return new MismatchRow(
                    mismatch.address().toString(),
                    words(mismatch.announcement()),
                    mismatch.announcement().node(),
                    mismatch.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    Date.from(mismatch.when()),
                    mismatch.times());
        }
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.clients;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.igniterealtime.openfire.plugin.intermediateim.caps.ClientSoftware;
import org.igniterealtime.openfire.plugin.intermediateim.caps.OnlineClients.OnlineClient;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;

/** Who uses what: counts over the clients that are online at one moment. */
public final class ClientStatistics {

    private final List<OnlineClient> clients;
    private final long known;

    public ClientStatistics(Collection<OnlineClient> clients) {
        this.clients = List.copyOf(clients);
        known = clients.stream()
                .filter(client -> client.capabilities().isPresent())
                .count();
    }

    /** So many clients are, or say, the same. {@code value} is never null. */
    public record Share<T>(T value, long clients) {}

    /**
     * How many can do something.
     *
     * @param can     clients that say so
     * @param lacking clients that are known not to; nothing is known of the rest
     */
    public record Support(long can, long lacking) {}

    public long clients() {
        return clients.size();
    }

    /** @return of how many it is known what they can do */
    public long known() {
        return known;
    }

    /** @return by name and version, without the system; most used first */
    public List<Share<ClientSoftware>> software() {
        return shares(
                client -> {
                    ClientSoftware software = ClientSoftware.of(client);
                    return new ClientSoftware(software.name(), software.version(), "");
                },
                software -> software.name() + " " + software.version());
    }

    /** @return most used first; empty for those that do not tell */
    public List<Share<String>> systems() {
        return shares(client -> ClientSoftware.of(client).system(), Function.identity());
    }

    private <T> List<Share<T>> shares(Function<OnlineClient, T> what, Function<T, String> order) {
        Map<T, Long> counts = clients.stream().collect(Collectors.groupingBy(what, Collectors.counting()));
        return sorted(counts, order);
    }

    private static <T> List<Share<T>> sorted(Map<T, Long> counts, Function<T, String> order) {
        List<Share<T>> shares = new ArrayList<>();
        counts.forEach((value, count) -> shares.add(new Share<>(value, count)));
        shares.sort(Comparator.comparingLong((Share<T> share) -> -share.clients())
                .thenComparing(share -> order.apply(share.value())));
        return List.copyOf(shares);
    }

    public Map<ClientAbility, Support> abilities() {
        Map<ClientAbility, Support> abilities = new LinkedHashMap<>();
        for (ClientAbility ability : ClientAbility.values()) {
            long can = clients.stream()
                    .flatMap(client -> client.capabilities().stream())
                    .filter(ability::isIn)
                    .count();
            abilities.put(ability, new Support(can, known - can));
        }
        return abilities;
    }

    /** @return how many clients have each feature; what most have first */
    public List<Share<String>> features() {
        Map<String, Long> counts = clients.stream()
                .flatMap(client -> client.capabilities().stream())
                .flatMap(info -> info.features().stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return sorted(counts, Function.identity());
    }

    /** @return the clients that are known not to do it, by address */
    public List<OnlineClient> lacking(Predicate<DiscoInfo> ability) {
        return clients.stream()
                .filter(client -> client.capabilities().filter(ability.negate()).isPresent())
                .sorted(Comparator.comparing(client -> client.address().toString()))
                .toList();
    }
}

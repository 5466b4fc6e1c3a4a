package org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts;

import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces the hosts of the admin's rules that hold for the requester; where none holds, the server's own addresses.
 */
public final class Streamhosts implements StreamhostSelector {

    private static final Logger Log = LoggerFactory.getLogger(Streamhosts.class);

    private final Supplier<OwnAddresses> own;
    private final Supplier<OptionalInt> port;
    private volatile StreamhostRules rules = new StreamhostRules(List.of());

    /**
     * @param own  called for each query, so it must not block
     * @param port the one the proxy listens on; empty if it does not, and then nothing is announced (XEP-0065 §4)
     */
    public Streamhosts(Supplier<OwnAddresses> own, Supplier<OptionalInt> port) {
        this.own = own;
        this.port = port;
    }

    /** @param text what {@link StreamhostRules#read} reads; rules that it can't read are left out */
    public void apply(String text) {
        StreamhostRules.Reading reading = StreamhostRules.read(text);
        if (!reading.rules().equals(rules)) {
            for (StreamhostRules.Problem problem : reading.problems()) {
                Log.warn("Rule {} of the announced hosts is invalid and is ignored", problem.number());
            }
        }
        rules = reading.rules();
    }

    @Override
    public List<Streamhost> announceTo(Optional<InetAddress> requester) {
        OptionalInt listening = port.get();
        if (listening.isEmpty()) {
            return List.of();
        }
        List<Streamhost> ruled = rules.hostsFor(requester, listening.getAsInt());
        return ruled.isEmpty() ? ownHosts(listening.getAsInt()) : ruled;
    }

    /** @return every host that somebody may be told, without doubles */
    public List<Streamhost> announced() {
        OptionalInt listening = port.get();
        if (listening.isEmpty()) {
            return List.of();
        }
        Set<Streamhost> all = new LinkedHashSet<>(rules.allHosts(listening.getAsInt()));
        if (!rules.applyToEveryRequester()) {
            all.addAll(ownHosts(listening.getAsInt()));
        }
        return List.copyOf(all);
    }

    private List<Streamhost> ownHosts(int listening) {
        return own.get().toAnnounce().stream()
                .map(host -> new Streamhost(host, listening))
                .toList();
    }
}

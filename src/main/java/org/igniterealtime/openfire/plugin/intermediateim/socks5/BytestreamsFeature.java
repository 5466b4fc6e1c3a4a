package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.LocalizedTexts;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.si.Namespaces;
import org.igniterealtime.openfire.plugin.intermediateim.si.OfferReader;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.Accounts;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.ConnectionLimiter;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.Limits;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.LocalUsers;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.limits.ProxyCounters;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.Network;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.StreamhostResolver;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.StreamhostSelector;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Counters;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Feature;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Interest;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Interest.Depth;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Kind;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Outcome;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.StanzaSink;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.TransferLog;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * The proxy for SOCKS5 bytestreams (XEP-0065), but for its sockets. Watches offers of files go by, so that people can
 * be shown what passes; a stream needs none.
 */
public final class BytestreamsFeature implements Feature {

    private final Counters counters = new Counters(
            List.of(ProxyCounters.OPENED, ProxyCounters.BYTES, ProxyCounters.REFUSED, ProxyCounters.SHUT_OUT));
    private final Offers offers;
    private final Predicate<DestinationAddress> selfTest;
    private final OfferReader reader;
    private final ConnectionLimiter connectionLimiter;
    private final Accounts accounts;
    private final Bytestreams streams;
    private final TransferLog log;

    /**
     * @param domain   of the server's users
     * @param selfTest whether a test of the proxy by itself meets there
     * @param log      is told of each stream that was activated and is over
     */
    public BytestreamsFeature(
            Settings settings, String domain, Predicate<DestinationAddress> selfTest, TransferLog log, Clock clock) {
        this.selfTest = selfTest;
        this.log = log;
        Limits limits = ProxySettings.limits(settings);
        offers = new Offers(clock);
        reader = new OfferReader(offers, domain);
        connectionLimiter = new ConnectionLimiter(limits, counters, clock, TimeMeter.SYSTEM_NANOTIME);
        accounts = new Accounts(limits, domain, clock, TimeMeter.SYSTEM_NANOTIME);
        streams = new Bytestreams(
                limits, accounts, connectionLimiter, offers, selfTest, log, counters, clock, TimeMeter.SYSTEM_NANOTIME);
    }

    /** @return what is done with the sockets */
    public Bytestreams streams() {
        return streams;
    }

    public ConnectionLimiter connectionLimiter() {
        return connectionLimiter;
    }

    /** @return who has passed how much today */
    public Accounts accounts() {
        return accounts;
    }

    /**
     * Answers for the proxy, at whatever address it stands.
     *
     * @param listening whether anybody can connect
     * @param cluster   activates streams whose sockets another node holds
     */
    public BytestreamRequests requests(
            Settings settings,
            LocalUsers users,
            StreamhostSelector streamhosts,
            BooleanSupplier listening,
            LocalizedTexts texts,
            RemoteActivation cluster) {
        return new BytestreamRequests(
                streams,
                offers,
                selfTest,
                ProxySettings.accessPolicy(settings),
                users,
                streamhosts,
                listening,
                texts,
                cluster);
    }

    /**
     * Lets other features be parties of streams.
     *
     * @param addresses of the proxy, the announced one first; empty while there is none
     */
    public LocalStreams local(LocalUsers users, StreamhostSelector streamhosts, Supplier<List<JID>> addresses) {
        return new LocalStreams(streams, users, streamhosts, addresses);
    }

    /**
     * Lets other features connect to streamhosts of others.
     *
     * @param networks private ones in which these may be; empty while none is to be connected to
     */
    public DirectStreams direct(
            StreamhostResolver resolver, Connector connector, Supplier<Optional<List<Network>>> networks) {
        return new DirectStreams(streams, resolver, connector, networks);
    }

    /**
     * Passes activations on between the nodes of a cluster.
     *
     * @param own    this node's address among nodes
     * @param others those of the other nodes; empty where there is no cluster
     */
    public ClusterActivation cluster(
            Supplier<JID> own, Supplier<List<JID>> others, StanzaSink sink, ScheduledExecutorService timer) {
        return new ClusterActivation(streams, own, others, sink, timer);
    }

    /** Has other settings hold, for streams that are open too. */
    public void apply(Settings settings, BytestreamRequests requests) {
        streams.limit(ProxySettings.limits(settings));
        requests.admit(ProxySettings.accessPolicy(settings));
    }

    /** Ends all streams, and lets in again who was shut out. */
    public void endAll() {
        streams.endAll();
        connectionLimiter.unblockAll();
    }

    @Override
    public String name() {
        return "socks5";
    }

    /** None here: only the proxy's own address can do bytestreams. */
    @Override
    public Set<String> namespaces() {
        return Set.of();
    }

    /** At delivery too: in a cluster, what the other party sends enters on its own node. */
    @Override
    public Set<Interest> interests() {
        return Stream.of(Namespaces.SI, Namespaces.JINGLE, Namespaces.BYTESTREAMS)
                .flatMap(namespace ->
                        Stream.of(Stage.values()).map(stage -> new Interest(stage, Kind.IQ, Depth.CHILD, namespace)))
                .collect(Collectors.toSet());
    }

    @Override
    public Counters counters() {
        return counters;
    }

    @Override
    public Outcome handle(Passage passage) {
        reader.read((IQ) passage.stanza());
        return Outcome.PASS;
    }

    @Override
    public void forget(JID bareJid) {
        streams.endOf(bareJid);
        accounts.forget(bareJid);
        log.userDeleted(bareJid);
    }

    @Override
    public void forgetAll() {
        offers.forgetAll();
        log.forgetAll();
    }
}

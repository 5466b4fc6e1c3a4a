package org.igniterealtime.openfire.plugin.intermediateim.standin;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.igniterealtime.openfire.plugin.intermediateim.caps.AnnouncedClients.Announced;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.ConversionCache;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.MessageConverter;
import org.igniterealtime.openfire.plugin.intermediateim.standin.invitations.InvitationConverter;
import org.igniterealtime.openfire.plugin.intermediateim.standin.original.OriginalMarker;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.ClientRenderings;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.RendererTable;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.SharedWriters;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.FeatureChain;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Interest;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Interest.Depth;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Kind;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Outcome;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FakeFeature;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlSanitizer;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/** What a message costs at its delivery to one client, with the stand-in and without. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class StandInFeatureBenchmark {

    private static final JID READER = new JID("juliet@example.org/pidgin");
    private static final Map<String, Announced> CLIENTS = Map.of(
            READER.toString(),
            new Announced("https://pidgin.im/", Optional.empty()),
            "romeo@example.org/converse",
            new Announced("https://conversejs.org", Optional.empty()));

    @Param({"false", "true"})
    boolean standIn;

    private FeatureChain chain;
    private Message[] plain;
    private Message[] formatted;
    private int next;

    @Setup
    public void prepare() {
        FakeFeature other = new FakeFeature(
                "other", new Interest(Stage.DELIVERY, Kind.MESSAGE, Depth.CHILD, "urn:other"), p -> Outcome.PASS);
        chain = new FeatureChain(standIn ? List.of(other, standIn()) : List.of(other));
        plain = messages("Let us meet at the church at nine o'clock, and bring the friar.");
        formatted = messages("Let us meet at the *church* at _nine o'clock_, and bring the friar.");
    }

    private static Message[] messages(String body) {
        return IntStream.range(0, 4)
                .mapToObj(i -> Xml.message("<message xmlns='jabber:client' type='chat' id='x'"
                        + " from='romeo@example.org/converse' to='juliet@example.org'><body>" + body
                        + "</body><active xmlns='http://jabber.org/protocol/chatstates'/><thread>t</thread></message>"))
                .toArray(Message[]::new);
    }

    private static StandInFeature standIn() {
        ClientRenderings renderings = new ClientRenderings(
                address -> Optional.ofNullable(CLIENTS.get(address.toString())), RendererTable.of(List.of()));
        return new StandInFeature(new StandInFeature.Surroundings(
                "example.org",
                renderings,
                new MessageAdapter(
                        renderings,
                        new ConversionCache(new MessageConverter(new XhtmlSanitizer(XhtmlPolicy.DEFAULT)::clean)),
                        new InvitationConverter((inviter, room, invitee) -> false)),
                new OriginalMarker(() -> new byte[32]),
                stanza -> {},
                session -> false,
                new NoChoices(),
                new SharedWriters(renderings, payload -> {}, Clock.systemUTC()),
                new ConversionStatistics(Clock.systemUTC())));
    }

    private static final class NoChoices implements FormattingChoices {

        @Override
        public boolean leaves(String username) {
            return false;
        }

        @Override
        public CompletionStage<Void> set(JID user, boolean leave) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public List<String> leaving() {
            return List.of();
        }

        @Override
        public void forget(String username) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void forgetAll() {
            // there are none
        }
    }

    @Benchmark
    public Outcome plain() {
        return chain.handle(plain[next++ & 3], Stage.DELIVERY, Source.ELSEWHERE, READER);
    }

    /** The same four messages again and again: what is kept of conversions counts as it does in a room. */
    @Benchmark
    public Outcome formatted() {
        return chain.handle(formatted[next++ & 3], Stage.DELIVERY, Source.ELSEWHERE, READER);
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Interest.Depth;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FakeFeature;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
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
import org.xmpp.packet.Message;

/** What a stanza costs that concerns no feature: per stanza, however many features and elements there are. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FeatureChainBenchmark {

    private static final String[] NAMESPACES = {
        "urn:xmpp:receipts", "http://jabber.org/protocol/chatstates", "urn:xmpp:sid:0", "urn:xmpp:hints"
    };

    @Param({"1", "10"})
    int features;

    @Param({"5", "25", "105"})
    int elements;

    private FeatureChain chain;
    private Message[] stanzas;
    private int next;

    @Setup
    public void prepare() {
        chain = new FeatureChain(IntStream.range(0, features)
                .mapToObj(i -> new FakeFeature(
                        "f" + i,
                        new Interest(Stage.ENTRY, Kind.MESSAGE, Depth.ANYWHERE, "urn:feature:" + i),
                        p -> Outcome.PASS))
                .toList());
        stanzas = IntStream.range(0, 4).mapToObj(i -> stanza()).toArray(Message[]::new);
    }

    /**
     * As parsed from the wire: a body, then payloads of several namespaces, with children of their own where there are
     * many.
     */
    private Message stanza() {
        StringBuilder xml =
                new StringBuilder("<message xmlns='jabber:client' type='chat' id='x'><body>Hello there</body>");
        for (int i = 1; i < elements; i += 5) {
            String inner = "<item a='b'/>".repeat(Math.min(4, elements - i - 1));
            String namespace = NAMESPACES[i % NAMESPACES.length];
            xml.append("<e xmlns='")
                    .append(namespace)
                    .append("'>")
                    .append(inner)
                    .append("</e>");
        }
        return Xml.message(xml.append("</message>").toString());
    }

    @Benchmark
    public Outcome passes() {
        return chain.handle(stanzas[next++ & 3], Stage.ENTRY, Source.LOCAL_CLIENT, null);
    }
}

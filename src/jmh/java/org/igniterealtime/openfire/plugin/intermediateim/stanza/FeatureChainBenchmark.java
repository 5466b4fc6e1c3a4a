package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Interest.Depth;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FakeFeature;
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

    private static final String[] NAMESPACES = {"jabber:client", "urn:xmpp:receipts", "http://jabber.org/protocol/chatstates",
        "urn:xmpp:sid:0", "urn:xmpp:hints"};

    @Param({"1", "10"})
    int features;

    @Param({"5", "25", "105"})
    int elements;

    private FeatureChain chain;
    private Message[] stanzas;
    private int next;

    @Setup
    public void prepare() {
        chain = new FeatureChain(IntStream.range(0, features).mapToObj(i -> new FakeFeature("f" + i,
                new Interest(Stage.ENTRY, Kind.MESSAGE, Depth.ANYWHERE, "urn:feature:" + i), p -> Outcome.PASS)).toList());
        stanzas = IntStream.range(0, 64).mapToObj(i -> stanza()).toArray(Message[]::new);
    }

    /** As they come over the wire: a body, and elements of four namespaces with elements of their own. */
    private Message stanza() {
        Element root = DocumentHelper.createElement("message");
        Element parent = root;
        for (int i = 0; i < elements; i++) {
            Element element = (i % 5 == 0 ? root : parent).addElement("e" + i % 7, NAMESPACES[i % NAMESPACES.length]);
            if (i % 5 == 0) {
                element.addText("text");
                parent = element;
            }
        }
        return new Message(root);
    }

    @Benchmark
    public Outcome passes() {
        return chain.handle(stanzas[next++ & 63], Stage.ENTRY, Source.LOCAL_CLIENT);
    }
}

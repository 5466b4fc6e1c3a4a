package org.igniterealtime.openfire.plugin.intermediateim.caps.verification;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.CapsStore;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.CapsStoreTest;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to verify a usual client, with 42 features and a form; and to look one up. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class CapsVerifierBenchmark {

    private Element query;
    private Announcement announcement;
    private CapsStore store;

    @Setup
    public void prepare() throws Exception {
        String features = IntStream.range(0, 42)
                .map(i -> i * 19 % 42) // in no order
                .mapToObj(i -> "<feature var='"
                        + (i % 3 == 0 ? "urn:xmpp:feature-" : "http://jabber.org/protocol/feature#") + i + "'/>")
                .collect(Collectors.joining());
        query = DocumentHelper.parseText(
                        "<query xmlns='http://jabber.org/protocol/disco#info'>"
                                + "<identity category='client' type='pc' name='Tkabber' xml:lang='en'/>"
                                + "<identity category='client' type='pc' name='Ткаббер' xml:lang='ru'/>" + features
                                + "<x xmlns='jabber:x:data' type='result'>"
                                + "<field var='FORM_TYPE' type='hidden'><value>urn:xmpp:dataforms:softwareinfo</value></field>"
                                + "<field var='software'><value>Tkabber</value></field><field var='software_version'><value>0.11</value></field>"
                                + "<field var='os'><value>Windows</value></field><field var='os_version'><value>XP</value></field></x></query>")
                .getRootElement();
        announcement = new Announcement(
                "sha-1",
                "http://example.org",
                VerificationString.of(DiscoInfo.in(query).orElseThrow(), HashFunction.SHA_1));
        store = CapsStoreTest.withoutArchive(10_000);
        if (!(store.offer(announcement, query) instanceof VerificationResult.Verified)) {
            throw new IllegalStateException("does not verify");
        }
    }

    @Benchmark
    public VerificationResult verify() {
        return CapsVerifier.verify(announcement, query);
    }

    @Benchmark
    public Optional<DiscoInfo> find() {
        return store.find(announcement.key());
    }
}

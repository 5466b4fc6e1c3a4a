package org.igniterealtime.openfire.plugin.intermediateim.caps;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.igniterealtime.openfire.plugin.intermediateim.caps.enrichment.Addition;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.CapsKey;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.HashFunction;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationString;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.FeatureChain;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Outcome;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;
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
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * What the server pays for capabilities: for presence that brings nothing new, coming in and going out, and for an
 * answer.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CapsFeatureBenchmark {

    private static final int CLIENTS = 64;
    private static final String NODE = "http://gajim.example";
    private static final String FILES = "http://jabber.org/protocol/si/profile/file-transfer";

    /** What a client announces: by XEP-0115 alone, or by XEP-0390 too. */
    @Param({"c", "both"})
    String announced;

    private final JID[] sessions = new JID[CLIENTS];
    private final Presence[] incoming = new Presence[CLIENTS];
    private final Presence[] outgoing = new Presence[CLIENTS];
    private final IQ[] questions = new IQ[CLIENTS];
    private final JID[] watchers = new JID[CLIENTS];
    private FeatureChain chain;
    private int next;

    /** As many features as clients have, and a form. */
    private static String info() {
        StringBuilder content = new StringBuilder("<identity category='client' type='pc' name='Gajim'/>");
        IntStream.range(0, 30)
                .forEach(i -> content.append("<feature var='urn:xmpp:feature:")
                        .append(i)
                        .append("'/>"));
        return content + Vectors.SOFTWARE;
    }

    @Setup
    public void prepare() {
        FakeProved proved = new FakeProved();
        CapsFeature feature = new CapsFeature(
                proved,
                "example.org",
                (owner, other) -> false,
                address -> true,
                stanza -> {},
                () -> "random",
                Clock.systemUTC(),
                64 << 20,
                List.of(new Addition(
                        "files",
                        List.of(
                                "http://jabber.org/protocol/si",
                                FILES,
                                "http://jabber.org/protocol/bytestreams",
                                "http://jabber.org/protocol/ibb"),
                        watcher -> watcher.hasFeature(FILES),
                        client -> !client.hasFeature(FILES),
                        client -> true)),
                new FakeUserPresence());
        feature.answer(AnswerPolicy.ALL, 1);
        chain = new FeatureChain(List.of(feature));
        DiscoInfo info = DiscoInfo.in(Vectors.query(info())).orElseThrow();
        String ver = VerificationString.of(info, HashFunction.SHA_1);
        proved.held.put(new CapsKey("sha-1", ver), info);
        String caps = "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='" + NODE + "' ver='" + ver + "'/>"
                + (announced.equals("c")
                        ? ""
                        : "<c xmlns='urn:xmpp:caps'><hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>"
                                + "kzBZbkqJ3ADrj7v08reD1qcWUwNGHaidNUgD7nHpiw8=</hash></c>");
        for (int i = 0; i < CLIENTS; i++) {
            String jid = "user" + i + "@example.org/client";
            String contact = "user" + (i + 1) % CLIENTS + "@example.org";
            sessions[i] = new JID(jid);
            incoming[i] = presence(jid, "", caps);
            outgoing[i] = presence(contact + "/client", " to='user" + i + "@example.org'", caps);
            questions[i] = Xml.iq("<iq xmlns='jabber:client' type='get' id='q' from='" + jid + "' to='" + contact
                    + "/client'>" + "<query xmlns='http://jabber.org/protocol/disco#info' node='" + NODE + "#" + ver
                    + "'/></iq>");
            chain.handle(incoming[i], Stage.ENTRY, Source.LOCAL_CLIENT, sessions[i]);
        }
        DiscoInfo old = new DiscoInfo(info.identities(), List.of(FILES));
        String oldVer = VerificationString.of(old, HashFunction.SHA_1);
        proved.held.put(new CapsKey("sha-1", oldVer), old);
        for (int i = 0; i < CLIENTS; i++) {
            watchers[i] = new JID("user" + i + "@example.org/old");
            Presence presence = presence(
                    watchers[i].toString(),
                    "",
                    "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='" + NODE + "' ver='" + oldVer
                            + "'/>");
            chain.handle(presence, Stage.ENTRY, Source.LOCAL_CLIENT, watchers[i]);
            if (!(chain.handle(outgoing[i], Stage.DELIVERY, Source.ELSEWHERE, watchers[i])
                    instanceof Outcome.Replaced)) {
                throw new IllegalStateException("not enriched");
            }
        }
        for (int i = 0; i < CLIENTS; i++) {
            chain.handle(outgoing[i], Stage.DELIVERY, Source.ELSEWHERE, sessions[i]);
            if (!(chain.handle(questions[i], Stage.ENTRY, Source.LOCAL_CLIENT, sessions[i]) instanceof Outcome.Taken)) {
                throw new IllegalStateException("not answered");
            }
        }
    }

    private static Presence presence(String from, String to, String caps) {
        return Xml.presence(
                "<presence xmlns='jabber:client' from='" + from + "'" + to + "><show>away</show><status>Lunch</status>"
                        + "<priority>5</priority>" + caps + "<x xmlns='vcard-temp:x:update'><photo/></x></presence>");
    }

    @Benchmark
    public Outcome presenceComesIn() {
        int i = next++ & CLIENTS - 1;
        return chain.handle(incoming[i], Stage.ENTRY, Source.LOCAL_CLIENT, sessions[i]);
    }

    @Benchmark
    public Outcome presenceGoesOut() {
        int i = next++ & CLIENTS - 1;
        return chain.handle(outgoing[i], Stage.DELIVERY, Source.ELSEWHERE, sessions[i]);
    }

    /** To one who is told more: decides, and makes the copy. */
    @Benchmark
    public Outcome presenceGoesOutEnriched() {
        int i = next++ & CLIENTS - 1;
        return chain.handle(outgoing[i], Stage.DELIVERY, Source.ELSEWHERE, watchers[i]);
    }

    /** What the server itself does for each recipient of presence, to compare with. */
    @Benchmark
    public Packet presenceIsCopied() {
        return outgoing[next++ & CLIENTS - 1].createCopy();
    }

    @Benchmark
    public Outcome questionIsAnswered() {
        int i = next++ & CLIENTS - 1;
        return chain.handle(questions[i], Stage.ENTRY, Source.LOCAL_CLIENT, sessions[i]);
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Counters;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Feature;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Interest;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Interest.Depth;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Kind;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Outcome;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.StanzaSanitizer.Mode;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Rule;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlIm;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;

/**
 * Makes the XHTML-IM of every stanza harmless, once, when the stanza comes in: what is delivered, stored, archived and
 * copied is clean. The plain text of a message is never touched.
 */
public final class XhtmlFeature implements Feature {

    private static final String CHECKED = "checked";
    private static final String CLEANED = "cleaned";

    private final Counters counters = new Counters(List.of(CHECKED, CLEANED));
    private final Counters rules =
            new Counters(Arrays.stream(Rule.values()).map(Rule::name).toList());
    private volatile Handling handling;

    /** What is done with the XHTML-IM of whom. */
    private record Handling(StanzaSanitizer sanitizer, Mode local, Mode remote) {}

    /**
     * @param local  for what clients of this server send
     * @param remote for what comes from other servers, components and the server itself
     */
    public XhtmlFeature(XhtmlPolicy policy, Mode local, Mode remote) {
        configure(policy, local, remote);
    }

    /** Changes what is done, from the next stanza on. Any thread. */
    public void configure(XhtmlPolicy policy, Mode local, Mode remote) {
        handling = new Handling(new StanzaSanitizer(new XhtmlSanitizer(policy)), local, remote);
    }

    @Override
    public String name() {
        return "xhtml";
    }

    @Override
    public Set<String> namespaces() {
        return Set.of(XhtmlIm.NAMESPACE);
    }

    @Override
    public Set<Interest> interests() {
        return Arrays.stream(Kind.values())
                .map(kind -> new Interest(Stage.ENTRY, kind, Depth.ANYWHERE, XhtmlIm.NAMESPACE))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Counters counters() {
        return counters;
    }

    /** @return how often each {@link Rule} was applied since the feature was made, by its name */
    public Counters ruleCounters() {
        return rules;
    }

    @Override
    public Outcome handle(Passage passage) {
        Handling now = handling;
        Mode mode = passage.source() == Source.LOCAL_CLIENT ? now.local() : now.remote();
        StanzaSanitizer.Result result =
                now.sanitizer().sanitize(passage.stanza().getElement(), mode);
        if (!result.changed()) {
            return Outcome.PASS;
        }
        count(result.report());
        return Outcome.CHANGED;
    }

    /** The markup goes, since nobody knows what is in it; the plain text goes on. */
    @Override
    public Outcome failed(Passage passage) {
        Handling now = handling;
        Mode mode = passage.source() == Source.LOCAL_CLIENT ? now.local() : now.remote();
        if (mode == Mode.OFF || !StanzaSanitizer.removeMarkup(passage.stanza().getElement())) {
            return Outcome.PASS;
        }
        counters.add(CHECKED, 1);
        counters.add(CLEANED, 1);
        rules.add(Rule.FAILURE.name(), 1);
        return Outcome.CHANGED;
    }

    private void count(SanitizerReport report) {
        counters.add(CHECKED, 1);
        if (report.isEmpty()) {
            return;
        }
        counters.add(CLEANED, 1);
        for (Rule rule : Rule.values()) {
            if (report.count(rule) > 0) {
                rules.add(rule.name(), report.count(rule));
            }
        }
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dom4j.Element;
import org.dom4j.Node;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Counters;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Feature;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Interest;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Interest.Depth;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Kind;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Outcome;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;

/** Makes the XHTML-IM of every message harmless, once, when the message comes in. Its plain body is never touched. */
public final class XhtmlFeature implements Feature {

    private static final String CLEANED = "cleaned";
    private static final String REMOVED = "removed";

    private final Counters counters = new Counters(List.of(CLEANED, REMOVED));

    @Override
    public String name() {
        return "xhtml";
    }

    @Override
    public Set<String> namespaces() {
        return Set.of(XhtmlPolicy.XHTML_IM);
    }

    @Override
    public Set<Interest> interests() {
        return Set.of(new Interest(Stage.ENTRY, Kind.MESSAGE, Depth.CHILD, XhtmlPolicy.XHTML_IM));
    }

    @Override
    public Counters counters() {
        return counters;
    }

    @Override
    public Outcome handle(Passage passage) {
        Element message = passage.stanza().getElement();
        Outcome outcome = Outcome.PASS;
        for (int i = message.nodeCount() - 1; i >= 0; i--) {
            Node node = message.node(i);
            if (node instanceof Element html && html.getNamespaceURI().equals(XhtmlPolicy.XHTML_IM)
                    && !XhtmlSanitizer.isClean(html)) {
                replace(message, i, html);
                outcome = Outcome.CHANGED;
            }
        }
        return outcome;
    }

    private void replace(Element message, int index, Element html) {
        message.remove(html); // first: whatever happens below, the markup as it came is gone
        Optional<Element> clean = XhtmlSanitizer.clean(html);
        clean.ifPresent(element -> message.content().add(index, element));
        counters.add(clean.isPresent() ? CLEANED : REMOVED, 1);
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import java.util.Optional;
import org.dom4j.Element;
import org.dom4j.tree.DefaultElement;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.links.Uri;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Bounds;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Profile;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Rule;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Treatment.Gap;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Treatment.Keep;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Treatment.Layout;

/**
 * Builds clean bodies, one after the other, each from its start to its end. An element is hung into the one around it
 * when its content is complete, so one that stayed empty never gets there.
 */
final class BodyBuilder {

    /** An element of the result whose content is not complete. */
    private static final class Open {
        final Open outer;
        final Keep keep;
        final Element element;
        final double fontSize;
        final int depth;
        final int indents;

        Open(Open outer, Keep keep, Element element, double fontSize) {
            this.outer = outer;
            this.keep = keep;
            this.element = element;
            this.fontSize = fontSize;
            this.depth = outer == null ? 1 : outer.depth + 1;
            this.indents = (outer == null ? 0 : outer.indents) + (keep.layout() == Layout.INDENTING ? 1 : 0);
        }
    }

    private final SanitizerReport report;
    private final RunningText text;

    private Open open;
    private int nodes;
    private boolean broken;
    private boolean showing;
    /** Whether there is something before this place that it would run together with. */
    private boolean joined;
    /** What has to be there before anything more is; null for nothing. */
    private Gap gap;

    BodyBuilder(boolean linkHonesty, SanitizerReport report) {
        this.report = report;
        this.text = new RunningText(linkHonesty, report, this::count);
    }

    void start(Element body, double fontSize) {
        open = new Open(null, Profile.BODY, body, fontSize);
        showing = false;
        edge();
    }

    /** @return the body; empty if it has neither text nor image */
    Optional<Element> end() {
        flush();
        return showing ? Optional.of(open.element) : Optional.empty();
    }

    /** Whether a bound was broken: {@link Bounds#DEPTH}, {@link Bounds#INDENTS}, {@link Bounds#NODES}. */
    boolean isBroken() {
        return broken;
    }

    /** How many elements are open, the body among them. */
    int depth() {
        return open.depth;
    }

    /** The size of the text at this place, in em of a message without styles. */
    double fontSize() {
        return open.fontSize;
    }

    boolean isInLink() {
        return text.isInLink();
    }

    /** Counts a node that was read, or that is written without having been read. */
    void count() {
        if (++nodes > Bounds.NODES) {
            breaks(Rule.SIZE);
        }
    }

    void text(String more) {
        if (!more.isBlank()) {
            close(Character.isWhitespace(more.charAt(0)));
            joined = true;
        }
        text.append(more);
    }

    /** Keeps what comes from running together with what is there. */
    void gap(Gap needed) {
        if (joined && gap != Gap.LINE) {
            gap = needed;
        }
    }

    /** Fills the gap before something that is shown. */
    private void close(boolean blankFollows) {
        Gap needed = gap;
        gap = null;
        if (needed == Gap.LINE) {
            count();
            lineBreak();
        } else if (needed == Gap.BLANK && !blankFollows && !text.endsInBlank()) {
            text.append(" ");
        }
    }

    /** A block begins or ends, or a line does: what comes is apart from what is there. */
    private void edge() {
        joined = false;
        gap = null;
    }

    void lineBreak() {
        edge();
        leaf(new DefaultElement(Profile.BR.name()));
        text.see(" ");
    }

    void image(Element image, String alt) {
        close(false);
        joined = true;
        leaf(image);
        text.see(alt);
        showing = true;
    }

    private void leaf(Element element) {
        flush();
        open.element.add(element);
        if (open.depth == Bounds.DEPTH) {
            breaks(Rule.DEPTH);
        }
    }

    void enterLink(Element element, double fontSize, Uri target) {
        enter(Profile.A, element, fontSize);
        text.enterLink(target);
    }

    void enter(Keep keep, Element element, double fontSize) {
        if (keep.isBlock()) {
            edge();
        } else {
            close(false);
        }
        flush();
        open = new Open(open, keep, element, fontSize);
        if (open.depth > Bounds.DEPTH || open.indents > Bounds.INDENTS) {
            breaks(Rule.DEPTH);
        }
        if (keep.isBlock()) {
            text.see(" ");
        }
    }

    void leave() {
        flush();
        Open closed = open;
        open = closed.outer;
        if (closed.keep.isBlock()) {
            edge();
        }
        boolean empty = closed.element.nodeCount() == 0;
        if (!empty || closed.keep.mayBeEmpty() && closed.element.attributeCount() == 0) {
            open.element.add(closed.element);
        } else {
            report.add(Rule.EMPTY, closed.keep.name().getName());
            if (closed.keep.mayBeEmpty()) {
                open.element.add(new DefaultElement(closed.keep.name()));
            }
        }
        if (closed.keep == Profile.A) {
            text.leaveLink(!empty);
        }
    }

    private void flush() {
        String run = text.take();
        if (!run.isEmpty()) {
            showing |= !run.isBlank();
            open.element.addText(run);
        }
    }

    private void breaks(Rule bound) {
        if (!broken) {
            report.add(bound, "html");
        }
        broken = true;
    }
}

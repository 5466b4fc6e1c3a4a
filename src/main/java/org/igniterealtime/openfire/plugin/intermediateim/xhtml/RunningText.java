package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import org.igniterealtime.openfire.plugin.intermediateim.xhtml.links.LinkHonesty;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.links.Uri;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Rule;

/** Text that is gathered until an element begins or ends, and what the link around it says. */
final class RunningText {

    private final boolean linkHonesty;
    private final SanitizerReport report;
    private final Runnable nodeCounter;
    private final StringBuilder run = new StringBuilder();
    private final StringBuilder linkText = new StringBuilder();
    private Uri link;
    private String remark = "";

    /** @param nodeCounter is told of every run that begins, and of every remark that is added */
    RunningText(boolean linkHonesty, SanitizerReport report, Runnable nodeCounter) {
        this.linkHonesty = linkHonesty;
        this.report = report;
        this.nodeCounter = nodeCounter;
    }

    void append(String more) {
        if (!more.isEmpty()) {
            if (run.length() == 0) { // a parser may cut text into many nodes, at every entity
                nodeCounter.run();
            }
            run.append(more);
            see(more);
        }
    }

    /** Whether the text since the last element ends in a blank. */
    boolean endsInBlank() {
        return run.length() > 0 && Character.isWhitespace(run.charAt(run.length() - 1));
    }

    /** Notes what a reader of the link sees, though it is no text. */
    void see(String more) {
        if (link != null) {
            linkText.append(more);
        }
    }

    boolean isInLink() {
        return link != null;
    }

    void enterLink(Uri target) {
        link = target;
        linkText.setLength(0);
    }

    /** @param shown whether there is something in the link */
    void leaveLink(boolean shown) {
        if (shown && linkHonesty) {
            remark = LinkHonesty.remark(linkText.toString(), link).orElse("");
        }
        link = null;
    }

    /** @return the text since the last time, after a remark on the link before it; may be empty */
    String take() {
        String text = run.toString();
        if (!text.startsWith(remark)) { // else an earlier cleaning wrote it
            text = remark + text;
            report.add(Rule.LINK_HONESTY, remark.strip());
            nodeCounter.run();
        }
        remark = "";
        run.setLength(0);
        return text;
    }
}

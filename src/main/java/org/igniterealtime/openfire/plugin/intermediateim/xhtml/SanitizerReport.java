package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Rule;

/**
 * Counts, for one cleaning, how often each rule was applied. Costs nothing until the first rule is.
 * Not safe for use by several threads.
 */
public final class SanitizerReport {

    private static final int MAX_FINDINGS = 1_000;
    private static final Rule[] RULES = Rule.values();

    private final List<Finding> findings;
    private int[] counts;

    private SanitizerReport(List<Finding> findings) {
        this.findings = findings;
    }

    /** A tally that counts only. */
    public static SanitizerReport counting() {
        return new SanitizerReport(null);
    }

    /** A tally that also keeps what was found, up to the first thousand findings. */
    public static SanitizerReport detailed() {
        return new SanitizerReport(new ArrayList<>());
    }

    /** Notes that {@code rule} was applied to {@code what}. */
    void add(Rule rule, String what) {
        if (counts == null) {
            counts = new int[RULES.length];
        }
        counts[rule.ordinal()]++;
        if (findings != null && findings.size() < MAX_FINDINGS) {
            findings.add(new Finding(rule, what));
        }
    }

    /** How often {@code rule} was applied. */
    public int count(Rule rule) {
        return counts == null ? 0 : counts[rule.ordinal()];
    }

    /** Whether no rule was applied at all: the markup was within the profile. */
    public boolean isEmpty() {
        return counts == null;
    }

    /** What was found, in the order of the markup; empty unless the tally is a detailed one. */
    public List<Finding> findings() {
        return findings == null ? List.of() : Collections.unmodifiableList(findings);
    }
}

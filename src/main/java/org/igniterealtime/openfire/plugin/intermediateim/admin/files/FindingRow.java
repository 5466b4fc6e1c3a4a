package org.igniterealtime.openfire.plugin.intermediateim.admin.files;

import java.util.Locale;
import org.igniterealtime.openfire.plugin.intermediateim.files.links.LinkSelfTest;
import org.igniterealtime.openfire.plugin.intermediateim.files.scan.Scanning;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.Limits;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreSelfTest;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.Quantities;

/**
 * What a self-test has found.
 *
 * @param check   end of an i18n key
 * @param verdict end of an i18n key
 * @param value   stands for its {0}
 * @param limit   stands for its {1}; empty for none
 */
public record FindingRow(String check, boolean good, String verdict, String value, String limit) {

    static FindingRow of(Scanning.Answer answer) {
        return new FindingRow("scanner", answer.good(), answer.good() ? "answers" : "failed", answer.detail(), "");
    }

    static FindingRow of(StoreSelfTest.Finding finding, Limits limits, Quantities quantities) {
        String check = finding.check().name().toLowerCase(Locale.ROOT);
        if (finding.number() < 0) {
            return new FindingRow(check, false, "failed", finding.detail(), "");
        }
        boolean isSpace = finding.check() == StoreSelfTest.Check.SPACE;
        return new FindingRow(
                check,
                finding.good(),
                isSpace ? finding.good() ? "enough" : "not-enough" : "works",
                isSpace ? quantities.bytes(finding.number()) : String.valueOf(finding.number()),
                isSpace ? quantities.bytes(limits.freeBytes()) : "");
    }

    static FindingRow of(LinkSelfTest.Finding finding) {
        return new FindingRow(
                "link",
                finding.verdict() == LinkSelfTest.Verdict.WORKS,
                "link." + finding.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                finding.url(),
                finding.detail());
    }
}

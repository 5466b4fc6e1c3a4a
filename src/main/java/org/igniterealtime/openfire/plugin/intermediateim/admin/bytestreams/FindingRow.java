package org.igniterealtime.openfire.plugin.intermediateim.admin.bytestreams;

import java.util.Locale;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.selftest.SelfTest;

/** What the test found out about one address of a host. */
public final class FindingRow {

    private final SelfTest.Finding finding;

    FindingRow(SelfTest.Finding finding) {
        this.finding = finding;
    }

    public String getHost() {
        return finding.host().host();
    }

    public String getPort() {
        return String.valueOf(finding.host().port());
    }

    public String getAddress() {
        return finding.address();
    }

    /** @return end of an i18n key */
    public String getVerdict() {
        return finding.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public boolean isGood() {
        return finding.verdict() == SelfTest.Verdict.WORKS;
    }

    public String getDetail() {
        return finding.detail();
    }

    public long getMillis() {
        return finding.took().toMillis();
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.admin.bytestreams;

import java.util.Locale;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.selftest.SelfTest;

/**
 * What the test found out about one address of a host.
 *
 * @param verdict end of an i18n key
 */
public record FindingRow(
        String host, int port, String address, String verdict, boolean good, String detail, long millis) {

    static FindingRow of(SelfTest.Finding finding) {
        return new FindingRow(
                finding.host().host(),
                finding.host().port(),
                finding.address(),
                finding.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                finding.verdict() == SelfTest.Verdict.WORKS,
                finding.detail(),
                finding.took().toMillis());
    }
}

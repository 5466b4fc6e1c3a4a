package org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpTextTest {

    @ParameterizedTest(name = "{0} is written {1}")
    @Requirement("0065-10")
    @CsvSource({
        "2001:0DB8::0001, 2001:db8::1",
        "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1", // RFC 5952 §4.2.2
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1", // §4.2.3, the longest
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1", // §4.2.3, the first
        "0:0:0:0:0:0:0:0, ::",
        "0:0:0:0:0:0:0:1, ::1",
        "fe80:0:0:0:0:0:0:0, fe80::",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "::ffff:192.0.2.1, 192.0.2.1",
        "192.0.2.1, 192.0.2.1",
    })
    void addressesHaveOneForm(String typed, String written) {
        assertEquals(Optional.of(written), IpText.read(typed).map(IpText::write));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "01.2.3.4",
                "999.1.1.1",
                "::1%lo",
                "[::1]",
                ":",
                ".:1",
                ":::",
                "1::2::3",
                "12345::",
                "example.org",
                "dead.beef",
                "::1.2.3",
                "1.2.3.4 ",
                "1:2:3:4:5:6:7"
            })
    void nothingElseIsAnAddress(String text) {
        assertEquals(Optional.empty(), IpText.read(text));
    }

    @Property
    void whatIsWrittenIsReadAgain(@ForAll @Size(16) byte[] bytes) throws UnknownHostException {
        InetAddress address = InetAddress.getByAddress(bytes);
        assertEquals(Optional.of(address), IpText.read(IpText.write(address)));
    }
}

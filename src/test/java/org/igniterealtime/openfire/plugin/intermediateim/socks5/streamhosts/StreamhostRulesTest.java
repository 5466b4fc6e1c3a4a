package org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.StreamhostRules.Problem;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamhostRulesTest {

    private static final int PORT = 7778;
    private static final StreamhostRules RULES = read("""
            192.168.0.0/16   192.168.1.5

            2001:DB8::/32    2001:0DB8::0005  7779
            any              Files.Example.org
            192.168.1.0/24   files.example.org""");

    private static StreamhostRules read(String text) {
        StreamhostRules.Reading reading = StreamhostRules.read(text);
        assertEquals(List.of(), reading.problems());
        return reading.rules();
    }

    private static List<String> hostsFor(String requester) {
        return RULES.hostsFor(Optional.ofNullable(requester).flatMap(IpText::read), PORT).stream()
                .map(host -> host.host() + " " + host.port())
                .toList();
    }

    @Test
    @Requirement({"0065-09", "0065-10"})
    void tellEachRequesterTheHostsOfItsNetworksInOrder() {
        assertEquals(List.of("192.168.1.5 7778", "files.example.org 7778"), hostsFor("192.168.9.9"));
        assertEquals(List.of("2001:db8::5 7779", "files.example.org 7778"), hostsFor("2001:db8:1::1"));
        assertEquals(List.of("files.example.org 7778"), hostsFor("203.0.113.1"));
    }

    @Test
    void tellNothingTwice() {
        assertEquals(List.of("192.168.1.5 7778", "files.example.org 7778"), hostsFor("192.168.1.9"));
    }

    @Test
    void tellOfAnyNetworkWhenTheRequestersAddressIsNotKnown() {
        assertEquals(List.of("files.example.org 7778"), hostsFor(null));
    }

    @Test
    void tellNothingWhenNoneHolds() {
        assertEquals(List.of(), read("10.0.0.0/8 10.0.0.1").hostsFor(IpText.read("11.0.0.1"), PORT));
    }

    @Test
    void areSeparatedByLinesOrSemicolons() {
        assertEquals(
                3,
                read("any a.example; any b.example;\r\n;any c.example\n")
                        .rules()
                        .size());
        assertEquals(List.of(), read(" \n ; ").rules());
    }

    @Test
    void listEveryHostForTheSelfTest() {
        assertEquals(3, RULES.allHosts(PORT).size());
    }

    @Test
    void areWrittenAsTheyAreRead() {
        assertEquals(
                "192.168.0.0/16 192.168.1.5\n2001:db8::/32 2001:db8::5 7779\nany files.example.org\n192.168.1.0/24 files.example.org",
                RULES.toString());
        assertEquals(RULES, read(RULES.toString()));
    }

    @Property
    void neverFailOnAnyText(@ForAll String text) {
        StreamhostRules.read(text);
        StreamhostRules.read("any " + text);
        StreamhostRules.read("any a " + text);
    }

    @Nested
    class OneThatCannotBeUsed {

        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource(
                delimiter = '|',
                value = {
                    "any                        | shape",
                    "any a.example 1 2          | shape",
                    "everybody a.example        | network",
                    "10.0.0.0/40 a.example      | network",
                    "any 999.1.1.1              | host",
                    "any a_b.example            | host",
                    "any -a.example             | host",
                    "any 0.0.0.0                | host",
                    "any ::                     | host",
                    "any 169.254.1.1            | host",
                    "any fe80::1                | host",
                    "any 224.0.0.1              | host",
                    "any [2001:db8::1]          | host",
                    "any a.example 0            | port",
                    "any a.example 65536        | port",
                    "any a.example +80          | port",
                    "any a.example 0x50         | port",
                })
        @Requirement({"0065-26", "0065-27"})
        void isNamedWithWhatIsWrong(String rule, String reason) {
            assertEquals(
                    List.of(new Problem(1, rule, "intermediateim.problem.streamhost." + reason)),
                    StreamhostRules.read(rule).problems());
        }

        @Test
        void doesNotSpoilTheOthers() {
            StreamhostRules.Reading reading = StreamhostRules.read("any a.example\nnonsense\nany b.example");
            assertEquals(2, reading.rules().rules().size());
            assertEquals(
                    List.of(2), reading.problems().stream().map(Problem::number).toList());
        }
    }

    @Test
    void takeNamesOfEveryScript() {
        assertEquals("any xn--bcher-kva.example", read("any Bücher.example").toString());
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.files.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.igniterealtime.openfire.plugin.intermediateim.files.scan.Verdict.Clean;
import org.igniterealtime.openfire.plugin.intermediateim.files.scan.Verdict.Infected;
import org.igniterealtime.openfire.plugin.intermediateim.files.scan.Verdict.TooLarge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clamd says, and where it is. */
class VerdictTest {

    @Test
    void repliesAreRead() throws IOException {
        assertEquals(new Clean(), Verdict.read("stream: OK"));
        assertEquals(new Infected("Win.Test.EICAR_HDB-1"), Verdict.read("stream: Win.Test.EICAR_HDB-1 FOUND"));
        assertEquals(new Infected("A FOUND B"), Verdict.read("stream: A FOUND B FOUND"));
        assertEquals(new TooLarge(), Verdict.read("INSTREAM size limit exceeded. ERROR"));
    }

    @Test
    void clamdsOwnLimitsAreNoInfection() throws IOException {
        assertEquals(new TooLarge(), Verdict.read("stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND"));
        assertEquals(new Infected("Heuristics.Encrypted.Zip"), Verdict.read("stream: Heuristics.Encrypted.Zip FOUND"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "stream: ", "stream: OK ", "fd[7]: OK", "UNKNOWN COMMAND", "stream: Can't write ERROR"})
    void anythingElseIsAFailure(String reply) {
        assertThrows(IOException.class, () -> Verdict.read(reply));
    }

    @Test
    void aNameIsHarmless() throws IOException {
        assertEquals(new Infected("a?b?<c>??"), Verdict.read("stream: a\tb\u009b<c>\u202e\u00e4 FOUND"));
        assertThrows(IOException.class, () -> Verdict.read("stream: a\nstream: OK"));
    }

    @Property
    void onlyOneReplyMeansThatNothingWasFound(@ForAll String reply) {
        try {
            assertEquals(reply.equals("stream: OK"), Verdict.read(reply) instanceof Clean);
        } catch (IOException e) {
            assertTrue(e.getMessage().matches("[ -~]{1,300}"), e.getMessage());
        }
    }

    @Property
    void aNameFitsIntoTheCatalogue(@ForAll String name) {
        assertTrue(Verdict.printable(name).matches("[ -~]{0,200}"));
    }

    @Test
    void addressesAreRead() throws IOException {
        assertEquals(new ScannerAddress.Tcp("localhost", 3310), ScannerAddress.read("localhost:3310"));
        assertEquals(new ScannerAddress.Tcp("::1", 3310), ScannerAddress.read("[::1]:3310"));
        assertEquals(
                new InetSocketAddress("127.0.0.1", 3310),
                ScannerAddress.read("127.0.0.1:3310").resolve());
        assertEquals(
                UnixDomainSocketAddress.of("/run/clamav/clamd.ctl"),
                ScannerAddress.read("unix:/run/clamav/clamd.ctl").resolve());
        assertThrows(
                UnknownHostException.class,
                () -> ScannerAddress.read("no-such-host.invalid:3310").resolve());
    }

    @Test
    void whatIsNoAddressIsNotRead() {
        for (String text : List.of(
                "",
                "localhost",
                "localhost:",
                ":3310",
                "localhost:0",
                "localhost:65536",
                "localhost:99999999",
                "::1:3310",
                "http://localhost:3310",
                "a b:3310",
                "unix:",
                "unix:clamd.ctl",
                "unix:/a\0b")) {
            assertFalse(ScannerAddress.isValid(text), text);
        }
        assertTrue(ScannerAddress.isValid("unix:/run/clamav/clamd.ctl"));
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.bench.files;

import java.util.List;
import java.util.Map;
import org.igniterealtime.openfire.plugin.intermediateim.bench.Arguments;

/**
 * How much is measured.
 *
 * @param rounds      of everything but the transfers at once
 * @param warmUp      rounds that come before
 * @param mib         of a file by SOCKS5 bytestream; 0 leaves these out, as it does with the next and with
 *     {@code atOnce}
 * @param linkMib     of a file by link; likewise
 * @param inBandMib   of a file in-band
 * @param blockBytes  in which clients send in-band; the server sends this client 32,768
 * @param pingMillis  between two pings on a connection
 * @param atOnce      transfers at once, by turns by SOCKS5 bytestream and in-band
 * @param atOnceMib   of each of them by SOCKS5 bytestream
 * @param atOnceInBandMib of each of them in-band
 */
record Size(
        int rounds,
        int warmUp,
        int mib,
        int linkMib,
        int inBandMib,
        int blockBytes,
        int pingMillis,
        int atOnce,
        int atOnceMib,
        int atOnceInBandMib) {

    static final long MIB = 1024 * 1024;

    private static final Map<String, Integer> FULL = Map.of(
            "rounds", 9,
            "warm-up", 4,
            "mib", 256,
            "link-mib", 256,
            "in-band-mib", 32,
            "block-bytes", 32_768,
            "ping-millis", 3,
            "at-once", 100,
            "at-once-mib", 64,
            "at-once-in-band-mib", 8);
    private static final Map<String, Integer> QUICK = Map.of(
            "rounds", 3,
            "warm-up", 1,
            "mib", 128,
            "link-mib", 128,
            "in-band-mib", 8,
            "block-bytes", 32_768,
            "ping-millis", 3,
            "at-once", 100,
            "at-once-mib", 24,
            "at-once-in-band-mib", 2);

    /** @param arguments see {@link Arguments#parse} */
    static Size of(List<String> arguments) {
        Map<String, Integer> values = Arguments.parse("bin/bench-files", FULL, QUICK, arguments);
        return new Size(
                values.get("rounds"),
                values.get("warm-up"),
                values.get("mib"),
                values.get("link-mib"),
                values.get("in-band-mib"),
                values.get("block-bytes"),
                values.get("ping-millis"),
                values.get("at-once"),
                values.get("at-once-mib"),
                values.get("at-once-in-band-mib"));
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.admin.bytestreams;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.Quantities;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.StreamView;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.OfferedFile;
import org.xmpp.packet.JID;

/**
 * A stream as it is now.
 *
 * @param state     end of an i18n key
 * @param requester empty if not known yet
 * @param target    empty if not known yet
 * @param from      network addresses that its sockets come from
 * @param file      its name; empty if not known
 * @param percent   of the file, by the direction that has more; -1 if its size is not known
 */
public record LiveRow(
        String id,
        String state,
        String requester,
        String target,
        String from,
        String file,
        String toTarget,
        String toRequester,
        String speed,
        int percent,
        String age) {

    static LiveRow of(StreamView stream, double bytesPerSecond, Quantities quantities, Instant now) {
        return new LiveRow(
                stream.id(),
                stream.state().name().toLowerCase(Locale.ROOT),
                stream.requester().map(JID::toString).orElse(""),
                stream.target().map(JID::toString).orElse(""),
                String.join(", ", stream.from()),
                stream.file().map(OfferedFile::name).orElse(""),
                quantities.bytes(stream.bytesToTarget()),
                quantities.bytes(stream.bytesToRequester()),
                quantities.bytes(bytesPerSecond) + "/s",
                percentOf(stream),
                quantities.time(Duration.between(stream.connected(), now)));
    }

    private static int percentOf(StreamView stream) {
        OptionalLong size = stream.file().map(OfferedFile::size).orElse(OptionalLong.empty());
        if (size.isEmpty() || size.getAsLong() == 0) {
            return -1;
        }
        double share = (double) Math.max(stream.bytesToTarget(), stream.bytesToRequester()) / size.getAsLong();
        return (int) Math.min(100, share * 100);
    }
}

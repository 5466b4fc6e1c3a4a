package org.igniterealtime.openfire.plugin.intermediateim.admin.bytestreams;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import org.igniterealtime.openfire.plugin.intermediateim.admin.Quantities;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.StreamView;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.OfferedFile;
import org.xmpp.packet.JID;

/** A stream as it is now. */
public final class LiveRow {

    private final StreamView stream;
    private final String speed;
    private final Quantities quantities;
    private final Instant now;

    LiveRow(StreamView stream, double bytesPerSecond, Quantities quantities, Instant now) {
        this.stream = stream;
        this.speed = quantities.bytes(bytesPerSecond) + "/s";
        this.quantities = quantities;
        this.now = now;
    }

    public String getId() {
        return stream.id();
    }

    public String getState() {
        return stream.state().name().toLowerCase(Locale.ROOT);
    }

    /** @return empty if not known yet */
    public String getRequester() {
        return stream.requester().map(JID::toString).orElse("");
    }

    /** @return empty if not known yet */
    public String getTarget() {
        return stream.target().map(JID::toString).orElse("");
    }

    /** @return network addresses that its sockets come from */
    public String getFrom() {
        return String.join(", ", stream.from());
    }

    public String getFile() {
        return stream.file().map(OfferedFile::name).orElse("");
    }

    public String getToTarget() {
        return quantities.bytes(stream.bytesToTarget());
    }

    public String getToRequester() {
        return quantities.bytes(stream.bytesToRequester());
    }

    public String getSpeed() {
        return speed;
    }

    /** @return of the file, by the direction that has more; -1 if its size is not known */
    public int getPercent() {
        OptionalLong size = stream.file().map(OfferedFile::size).orElse(OptionalLong.empty());
        if (size.isEmpty() || size.getAsLong() == 0) {
            return -1;
        }
        double share = (double) Math.max(stream.bytesToTarget(), stream.bytesToRequester()) / size.getAsLong();
        return (int) Math.min(100, share * 100);
    }

    public String getAge() {
        return quantities.time(Duration.between(stream.connected(), now));
    }
}

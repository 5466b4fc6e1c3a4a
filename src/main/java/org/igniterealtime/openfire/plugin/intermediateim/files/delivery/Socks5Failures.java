package org.igniterealtime.openfire.plugin.intermediateim.files.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.xmpp.packet.JID;

/**
 * With whose software SOCKS5 bytestreams have failed while a stream in-band has not. It is offered files in-band alone
 * for a day. This is remembered per user: the network that a client is in may be the reason, which says nothing about
 * the same software elsewhere. On the thread of the sender.
 */
final class Socks5Failures {

    static final Duration MEMORY = Duration.ofDays(1);

    private static final int MAX_REMEMBERED = 1000;

    private record Receiver(JID user, String software) {}

    private final Clock clock;
    private final Map<Receiver, Instant> failures = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Receiver, Instant> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    Socks5Failures(Clock clock) {
        this.clock = clock;
    }

    /** @param software may be empty if it is not known */
    void add(JID client, String software) {
        Receiver receiver = new Receiver(client.asBareJID(), software);
        failures.remove(receiver); // so that it is the youngest
        failures.put(receiver, clock.instant());
    }

    boolean has(JID client, String software) {
        Instant failed = failures.get(new Receiver(client.asBareJID(), software));
        return failed != null && clock.instant().isBefore(failed.plus(MEMORY));
    }
}

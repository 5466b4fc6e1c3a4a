package org.igniterealtime.openfire.plugin.intermediateim.socks5.limits;

import java.time.Instant;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.HandshakeFault;

/**
 * A network address whose connections are refused for a while, because of broken handshakes.
 *
 * @param id      for {@link ConnectionLimiter#unblock}
 * @param network the address; of IPv6, the first of the /64 that counts as one, with its prefix length
 * @param fault   of the last handshake
 * @param faults  broken handshakes in a row
 * @param until   when it may connect again
 */
public record ShutOut(String id, String network, HandshakeFault fault, int faults, Instant until) {}

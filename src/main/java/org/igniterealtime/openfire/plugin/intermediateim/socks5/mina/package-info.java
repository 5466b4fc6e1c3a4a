/**
 * The sockets of the proxy, on Apache MINA: a thin shell around {@code socks5}. Handlers run on I/O threads and never
 * block.
 *
 * <p>Once a stream is active, {@link org.igniterealtime.openfire.plugin.intermediateim.socks5.mina.RelayProcessor}
 * copies from channel to channel: MINA's own way would make, clear and drop a buffer for each read.
 */
package org.igniterealtime.openfire.plugin.intermediateim.socks5.mina;

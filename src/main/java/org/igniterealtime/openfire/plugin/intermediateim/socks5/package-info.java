/**
 * The proxy for SOCKS5 bytestreams (XEP-0065): the SOCKS5 messages (RFC 1928), who meets whom and who may, and the
 * limits. No sockets: those are in {@code socks5.mina}.
 *
 * <p>The console and the history see of it
 * {@link org.igniterealtime.openfire.plugin.intermediateim.socks5.LiveStreams},
 * {@link org.igniterealtime.openfire.plugin.intermediateim.transfers.TransferLog} and
 * {@link org.igniterealtime.openfire.plugin.intermediateim.transfers.UsageHistory}; which host and port it announces is
 * up to a {@link org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.StreamhostSelector}. The proxy
 * can stand
 * under several addresses and listen on several ports at once: a {@code ServiceComponent} for each address, all with
 * the same {@code BytestreamRequests}, and one
 * {@link org.igniterealtime.openfire.plugin.intermediateim.socks5.Listener} that is told the set of ports.
 */
package org.igniterealtime.openfire.plugin.intermediateim.socks5;

/**
 * How two clients come to a SOCKS5 bytestream (XEP-0065 §6.3), for each of them as a state machine without sockets and
 * clock: reading and writing streamhosts, the order in which they are tried, and the answers.
 */
package org.igniterealtime.openfire.plugin.intermediateim.socks5.negotiation;

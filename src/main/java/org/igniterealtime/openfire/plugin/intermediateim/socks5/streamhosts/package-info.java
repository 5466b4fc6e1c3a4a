/**
 * Which network addresses of the proxy are announced to whom (XEP-0065 §4), and which of other streamhosts may be
 * connected to.
 */
package org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts;

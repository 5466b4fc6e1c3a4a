/** Openfire adapters for the SOCKS5 proxy: its addresses and ports, the built-in proxy, statistics. */
package org.igniterealtime.openfire.plugin.intermediateim.openfire.proxy;

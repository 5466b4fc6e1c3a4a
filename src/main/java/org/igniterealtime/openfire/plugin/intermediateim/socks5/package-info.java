/** SOCKS5 bytestreams (XEP-0065): the proxy. */
package org.igniterealtime.openfire.plugin.intermediateim.socks5;

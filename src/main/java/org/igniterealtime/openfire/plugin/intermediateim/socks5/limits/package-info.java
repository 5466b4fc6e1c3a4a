/** Who may use the proxy, and how much: access, connections, streams, rates and daily quota. */
package org.igniterealtime.openfire.plugin.intermediateim.socks5.limits;

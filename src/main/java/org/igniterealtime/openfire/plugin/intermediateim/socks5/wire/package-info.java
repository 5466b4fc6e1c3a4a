/** The messages of SOCKS5 (RFC 1928) as XEP-0065 §6.3.2 uses them: greeting, request and replies. */
package org.igniterealtime.openfire.plugin.intermediateim.socks5.wire;

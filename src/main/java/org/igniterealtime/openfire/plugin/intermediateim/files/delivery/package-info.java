/**
 * Files that are brought to their owners: a fresh offer (XEP-0095, XEP-0096) in the sender's name, and the bytes by
 * SOCKS5 bytestream (XEP-0065) or in-band bytestream (XEP-0047).
 */
package org.igniterealtime.openfire.plugin.intermediateim.files.delivery;

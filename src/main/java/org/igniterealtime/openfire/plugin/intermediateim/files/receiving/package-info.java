/**
 * Files that come in: an offer (XEP-0095, XEP-0096) is accepted in the name of the address it was sent to, and its
 * bytes are taken by SOCKS5 bytestream (XEP-0065) or in-band bytestream (XEP-0047) into the store.
 */
package org.igniterealtime.openfire.plugin.intermediateim.files.receiving;

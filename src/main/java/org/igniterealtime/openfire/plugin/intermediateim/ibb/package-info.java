/**
 * In-band bytestreams (XEP-0047): the sending and the receiving side of a stream as state machines, without thread,
 * clock or connection. An owner hands them the stanzas of their stream and does what they put out, in order.
 */
package org.igniterealtime.openfire.plugin.intermediateim.ibb;

/**
 * The original of a copy that a client has not acknowledged (XEP-0198): the server routes again what was written to a
 * session that has ended, and that must be what was sent.
 */
package org.igniterealtime.openfire.plugin.intermediateim.standin.original;

/** The server's public web server, which also serves BOSH and WebSocket: what of ours is reached there. */
package org.igniterealtime.openfire.plugin.intermediateim.openfire.web;

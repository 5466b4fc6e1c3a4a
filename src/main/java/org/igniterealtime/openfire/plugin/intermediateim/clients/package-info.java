/** Statistics of the clients that are online, by their verified capabilities. */
package org.igniterealtime.openfire.plugin.intermediateim.clients;

/** Bounds on what strangers can make the server hold: octets, counted for each party. */
package org.igniterealtime.openfire.plugin.intermediateim.caps.bounds;

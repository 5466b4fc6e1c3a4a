/** Messages that the owner of a seat has missed: kept, and delivered when a client is back. */
package org.igniterealtime.openfire.plugin.intermediateim.seats.missed;

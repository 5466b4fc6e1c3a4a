/** A seat in its room: how it shares the room and the nick with the clients of its owner. */
package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

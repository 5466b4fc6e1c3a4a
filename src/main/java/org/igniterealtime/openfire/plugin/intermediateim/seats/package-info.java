/**
 * Seats: rooms in which a user stays while none of the user's clients is there (XEP-0045, the client's side). A seat is
 * an occupant with the user's own bare address, a resource of its own, and the nick that it shares with the user's
 * clients.
 */
package org.igniterealtime.openfire.plugin.intermediateim.seats;

/**
 * An occupant of a room (XEP-0045, the client's side), with invitations (XEP-0249) and self-ping (XEP-0410): one state
 * machine per occupancy. Stanzas, time and decisions go in, stanzas and events come out; nothing here knows a server.
 */
package org.igniterealtime.openfire.plugin.intermediateim.muc;

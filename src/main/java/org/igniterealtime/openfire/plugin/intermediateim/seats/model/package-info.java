/** The values of seats and the interfaces to what surrounds them. */
package org.igniterealtime.openfire.plugin.intermediateim.seats.model;

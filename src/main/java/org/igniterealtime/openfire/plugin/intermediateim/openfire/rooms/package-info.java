/** Openfire adapters for seats: rooms, bookmarks and groups of the server. */
package org.igniterealtime.openfire.plugin.intermediateim.openfire.rooms;

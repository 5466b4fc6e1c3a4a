/** The page Rooms of the admin console. */
package org.igniterealtime.openfire.plugin.intermediateim.admin.rooms;

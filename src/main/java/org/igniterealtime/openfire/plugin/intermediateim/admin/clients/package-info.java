/** The page Clients of the admin console. */
package org.igniterealtime.openfire.plugin.intermediateim.admin.clients;

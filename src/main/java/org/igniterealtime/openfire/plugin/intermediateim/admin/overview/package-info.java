/** The page Overview of the admin console. */
package org.igniterealtime.openfire.plugin.intermediateim.admin.overview;

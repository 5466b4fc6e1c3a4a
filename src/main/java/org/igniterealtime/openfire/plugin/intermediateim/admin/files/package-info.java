/** The page Files of the admin console. */
package org.igniterealtime.openfire.plugin.intermediateim.admin.files;

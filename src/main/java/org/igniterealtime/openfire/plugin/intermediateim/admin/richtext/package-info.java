/** The page Rich text of the admin console. */
package org.igniterealtime.openfire.plugin.intermediateim.admin.richtext;

/** The page Bytestreams of the admin console. */
package org.igniterealtime.openfire.plugin.intermediateim.admin.bytestreams;

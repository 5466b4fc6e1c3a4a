/** Who announces what, who was told what, and who is who in the rooms. */
package org.igniterealtime.openfire.plugin.intermediateim.caps.presence;

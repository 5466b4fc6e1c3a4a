/** Files that users have uploaded to a component of this server (XEP-0363), and how they are read from this machine. */
package org.igniterealtime.openfire.plugin.intermediateim.files.uploads;

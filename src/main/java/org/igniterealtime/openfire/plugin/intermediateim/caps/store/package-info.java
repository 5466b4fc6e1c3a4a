/** Verified capabilities: in memory, over restarts, and shared by the nodes of a cluster. */
package org.igniterealtime.openfire.plugin.intermediateim.caps.store;

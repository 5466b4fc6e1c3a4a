/** Finished file transfers, and the history of them. */
package org.igniterealtime.openfire.plugin.intermediateim.transfers;

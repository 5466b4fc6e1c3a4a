/** What the nodes of a cluster tell each other about seats. */
package org.igniterealtime.openfire.plugin.intermediateim.seats.cluster;

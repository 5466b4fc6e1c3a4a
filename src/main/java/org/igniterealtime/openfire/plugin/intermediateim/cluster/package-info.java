/** What the nodes of a cluster say to each other. The Openfire side is in {@code openfire.cluster}. */
package org.igniterealtime.openfire.plugin.intermediateim.cluster;

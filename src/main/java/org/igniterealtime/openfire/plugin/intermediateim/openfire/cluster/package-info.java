/** Openfire adapters for clusters: the addresses of nodes, their leader, shared capabilities. */
package org.igniterealtime.openfire.plugin.intermediateim.openfire.cluster;

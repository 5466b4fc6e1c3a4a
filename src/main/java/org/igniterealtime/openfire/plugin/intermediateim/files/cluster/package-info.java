/**
 * The nodes of a cluster have one database, and each a directory for files, or all the same one. They tell each other
 * which directory they have and whose files have changed, and read files from each other.
 */
package org.igniterealtime.openfire.plugin.intermediateim.files.cluster;

/** Openfire adapters of files: who may send to whom, and which clients users have. */
package org.igniterealtime.openfire.plugin.intermediateim.openfire.files;

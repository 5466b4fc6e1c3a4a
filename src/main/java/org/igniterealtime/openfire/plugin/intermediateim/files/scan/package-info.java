/**
 * Files are looked at by a malware scanner before they are delivered: clamd, by its command INSTREAM (clamd(8)). While
 * a file is to be scanned it is {@link org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState#HELD}.
 */
package org.igniterealtime.openfire.plugin.intermediateim.files.scan;

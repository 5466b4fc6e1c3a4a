/**
 * Links to files: who is sent one can download the file from the server's own web server. The semantics of HTTP (RFC
 * 9110) without a server.
 */
package org.igniterealtime.openfire.plugin.intermediateim.files.links;

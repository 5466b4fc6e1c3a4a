/**
 * Files behind links in messages, which are offered to clients that take files (XEP-0096) and make nothing of links
 * (XEP-0066).
 */
package org.igniterealtime.openfire.plugin.intermediateim.files.linked;

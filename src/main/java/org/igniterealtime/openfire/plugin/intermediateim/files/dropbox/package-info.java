/**
 * Drop boxes: each local user {@code bob} has one at {@code bob@files.<domain>}. It is a contact like any other,
 * available at all times, to which clients that need a contact with capabilities can send files (XEP-0096, XEP-0115).
 */
package org.igniterealtime.openfire.plugin.intermediateim.files.dropbox;

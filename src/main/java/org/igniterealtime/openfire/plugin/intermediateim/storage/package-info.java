/** Writes that wait until the database takes them. */
package org.igniterealtime.openfire.plugin.intermediateim.storage;

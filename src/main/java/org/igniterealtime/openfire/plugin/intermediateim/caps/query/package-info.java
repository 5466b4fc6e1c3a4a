/** Asking clients about capabilities that nobody has proved yet, and learning from every answer that passes. */
package org.igniterealtime.openfire.plugin.intermediateim.caps.query;

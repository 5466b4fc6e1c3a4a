/** The values of the file agent, and the interfaces to what surrounds it. */
package org.igniterealtime.openfire.plugin.intermediateim.files.model;

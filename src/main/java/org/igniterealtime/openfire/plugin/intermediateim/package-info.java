/** The plugin as Openfire loads it: what is built, in which order, and how it ends. */
package org.igniterealtime.openfire.plugin.intermediateim;

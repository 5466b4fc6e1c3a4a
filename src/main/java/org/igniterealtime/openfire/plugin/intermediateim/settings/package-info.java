/** What the admin can set. Values only: {@code openfire.PluginProperties} reads and writes them. */
package org.igniterealtime.openfire.plugin.intermediateim.settings;

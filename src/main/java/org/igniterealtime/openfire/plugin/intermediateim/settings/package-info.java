/**
 * How an admin's settings are defined and read. Each feature defines its own, in a {@link SettingsArea};
 * {@code openfire.PluginProperties} reads and writes them, and tells who follows an area.
 */
package org.igniterealtime.openfire.plugin.intermediateim.settings;

/**
 * What the admin can set. Values only, of the types the features have for them: {@code openfire.PluginProperties} reads
 * and writes them.
 */
package org.igniterealtime.openfire.plugin.intermediateim.settings;

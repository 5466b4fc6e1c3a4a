/**
 * Commands that users give to an account of this plugin, each defined once and available in two ways: as an ad-hoc
 * command (XEP-0050), and as words in a chat.
 */
package org.igniterealtime.openfire.plugin.intermediateim.commands;

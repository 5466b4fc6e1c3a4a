/** How users ask for seats: ad-hoc commands (XEP-0050) and commands in a chat. */
package org.igniterealtime.openfire.plugin.intermediateim.seats.commands;

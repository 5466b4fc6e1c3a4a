/** The command by which users choose how they get formatted messages (XEP-0050). */
package org.igniterealtime.openfire.plugin.intermediateim.standin.commands;

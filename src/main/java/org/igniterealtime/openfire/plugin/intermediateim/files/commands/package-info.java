/** How users ask for their files: ad-hoc commands (XEP-0050) and words in a chat. */
package org.igniterealtime.openfire.plugin.intermediateim.files.commands;

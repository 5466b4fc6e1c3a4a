/** The core: a stanza comes in, each feature that it concerns answers with an outcome, a stanza goes out. */
package org.igniterealtime.openfire.plugin.intermediateim.stanza;

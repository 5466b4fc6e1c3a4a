/** What a plugin gives all its features besides stanzas: random tokens, threads and localized texts. */
package org.igniterealtime.openfire.plugin.intermediateim.runtime;

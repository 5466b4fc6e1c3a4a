/**
 * What a plugin gives all its features besides stanzas: random tokens, threads and localized texts, with what others
 * have written and numbers in them.
 */
package org.igniterealtime.openfire.plugin.intermediateim.runtime;

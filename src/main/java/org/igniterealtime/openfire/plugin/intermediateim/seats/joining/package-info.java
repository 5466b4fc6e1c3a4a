/** When seats join: in turn, at a bounded rate, and carefully at services that do not answer. */
package org.igniterealtime.openfire.plugin.intermediateim.seats.joining;

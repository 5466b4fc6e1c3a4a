/**
 * Enriched capabilities: what users are told of a client that can't do something which the server does in its place
 * (XEP-0115). What a client itself has proved is not touched by it.
 */
package org.igniterealtime.openfire.plugin.intermediateim.caps.enrichment;

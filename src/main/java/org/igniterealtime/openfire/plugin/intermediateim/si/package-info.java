/**
 * Stream initiation (XEP-0095) and its profile for files (XEP-0096): who offers which file to whom, by which methods,
 * and what the other side answers. Pure values and functions; what becomes of an offer is up to others.
 */
package org.igniterealtime.openfire.plugin.intermediateim.si;

/**
 * Entity capabilities: what clients announce of themselves, what of it is proved, and what others are told of it
 * (XEP-0115, XEP-0390).
 */
package org.igniterealtime.openfire.plugin.intermediateim.caps;

/**
 * Entity capabilities: what clients announce of themselves, and what of it is proved (XEP-0115, and XEP-0390 as far as
 * reading and verifying go).
 */
package org.igniterealtime.openfire.plugin.intermediateim.caps;

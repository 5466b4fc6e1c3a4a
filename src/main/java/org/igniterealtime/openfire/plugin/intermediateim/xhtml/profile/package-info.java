/** What XHTML-IM may hold: the recommended profile (XEP-0071 §7.8) as data, the policy of the admin, and bounds. */
package org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile;

/** XHTML-IM (XEP-0071): rich text that can't hurt whoever renders it. */
package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

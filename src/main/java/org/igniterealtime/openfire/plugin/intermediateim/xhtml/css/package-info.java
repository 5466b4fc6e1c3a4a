/** The style attributes of XHTML-IM (XEP-0071 §7.6.1): tokens, declarations, values. */
package org.igniterealtime.openfire.plugin.intermediateim.xhtml.css;

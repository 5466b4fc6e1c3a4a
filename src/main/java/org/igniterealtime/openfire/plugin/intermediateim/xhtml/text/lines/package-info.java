/** Reads XHTML-IM (XEP-0071) as lines of text with a style for each character, as a client would show it. */
package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.lines;

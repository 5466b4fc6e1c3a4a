/**
 * Message Styling (XEP-0393): blocks, spans and their directives. Nothing here throws on strange input or takes more
 * than linear time.
 */
package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling;

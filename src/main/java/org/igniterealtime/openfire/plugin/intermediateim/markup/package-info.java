/**
 * XEP-0394: message markup, which says by offsets into the body what of it is strong, emphasized, deleted, code, a
 * quotation or a list. Values, reading and writing.
 */
package org.igniterealtime.openfire.plugin.intermediateim.markup;

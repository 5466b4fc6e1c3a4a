/** Where links lead, and whether their text says so (XEP-0071 §11.2). */
package org.igniterealtime.openfire.plugin.intermediateim.xhtml.links;

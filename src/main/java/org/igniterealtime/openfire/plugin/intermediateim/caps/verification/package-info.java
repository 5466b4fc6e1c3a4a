/** What clients announce of their capabilities, and whether an answer proves it (XEP-0115 §5, XEP-0390). */
package org.igniterealtime.openfire.plugin.intermediateim.caps.verification;

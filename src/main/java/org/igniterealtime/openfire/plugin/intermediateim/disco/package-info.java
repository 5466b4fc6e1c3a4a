/** Service discovery (XEP-0030). */
package org.igniterealtime.openfire.plugin.intermediateim.disco;

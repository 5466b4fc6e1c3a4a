/** The page Stand-in. */
package org.igniterealtime.openfire.plugin.intermediateim.admin.standin;

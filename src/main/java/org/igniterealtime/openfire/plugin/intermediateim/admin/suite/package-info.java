/** The page Suite of the admin console. */
package org.igniterealtime.openfire.plugin.intermediateim.admin.suite;

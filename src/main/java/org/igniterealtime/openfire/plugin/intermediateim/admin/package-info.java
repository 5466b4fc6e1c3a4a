/** The front window: one servlet and one bean for each page of the admin console. */
package org.igniterealtime.openfire.plugin.intermediateim.admin;

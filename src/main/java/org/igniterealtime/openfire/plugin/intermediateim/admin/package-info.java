/** The admin console: what all pages share. Each page has a package of its own with its servlet and its bean. */
package org.igniterealtime.openfire.plugin.intermediateim.admin;

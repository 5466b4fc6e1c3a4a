/** The admin console: what all pages share. Each page has a package of its own with its servlet and what that shows. */
package org.igniterealtime.openfire.plugin.intermediateim.admin;

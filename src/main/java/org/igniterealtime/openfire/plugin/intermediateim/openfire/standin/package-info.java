/** The stand-in on an Openfire server: what users have chosen, and which sessions are acknowledged. */
package org.igniterealtime.openfire.plugin.intermediateim.openfire.standin;

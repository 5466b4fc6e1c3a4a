/**
 * Invitations into rooms for clients that know one of the two kinds only: through the room (XEP-0045 §7.8.2) and direct
 * (XEP-0249).
 */
package org.igniterealtime.openfire.plugin.intermediateim.standin.invitations;

/**
 * The stand-in for clients that are online: rich text in the form that each client shows (XEP-0071, XEP-0393,
 * XEP-0394). What is stored and archived stays as it was sent.
 */
package org.igniterealtime.openfire.plugin.intermediateim.standin;

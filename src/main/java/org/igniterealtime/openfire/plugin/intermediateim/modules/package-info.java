/**
 * One module for each feature: it builds the feature from what all modules share, connects it to Openfire and to the
 * console, and knows what has to be closed.
 */
package org.igniterealtime.openfire.plugin.intermediateim.modules;

/** Openfire adapters: where Openfire meets the features. The features themselves know nothing of Openfire. */
package org.igniterealtime.openfire.plugin.intermediateim.openfire;

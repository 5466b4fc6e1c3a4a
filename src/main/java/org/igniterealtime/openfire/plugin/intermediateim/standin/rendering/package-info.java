/** Which client shows which form of rich text. */
package org.igniterealtime.openfire.plugin.intermediateim.standin.rendering;

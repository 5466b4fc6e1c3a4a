package org.igniterealtime.openfire.plugin.intermediateim.standin.rendering;

/**
 * Which links that travel beside the text of a message a client shows to its user. What a client announces is another
 * matter: many show such links and announce nothing.
 *
 * @param outOfBand   those of XEP-0066
 * @param fileSharing those of files (XEP-0447)
 */
public record LinkDisplay(boolean outOfBand, boolean fileSharing) {

    public static final LinkDisplay NONE = new LinkDisplay(false, false);
}

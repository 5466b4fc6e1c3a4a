package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;

/**
 * What a feature wants to be shown: stanzas of a kind, at a stage, that carry an element of a namespace. Interests are
 * data, so that {@link FeatureChain} can find out in one look at a stanza that it concerns nobody.
 *
 * @param namespace exact namespace name of the element; empty where the stanza's content does not matter
 */
public record Interest(Stage stage, Kind kind, Depth depth, String namespace) {

    /** @return in every stanza of the kind, whatever is in it */
    public static Interest inEvery(Stage stage, Kind kind) {
        return new Interest(stage, kind, Depth.NONE, "");
    }

    /** Where in the stanza the element may be. */
    public enum Depth {
        /** No element is asked for: every stanza of the kind is shown. */
        NONE,
        /** A direct child of the stanza. */
        CHILD,
        /** Anywhere in it, as in carbons, forwarded stanzas and archive results. */
        ANYWHERE
    }
}

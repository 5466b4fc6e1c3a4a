package org.igniterealtime.openfire.plugin.intermediateim.admin.suite;

import java.util.Locale;
import java.util.Set;

/** Which bookmarks of rooms the server keeps in step, so that old and new clients of a user see the same. */
enum BookmarkSync {
    /** Those of both generations: the one document (XEP-0048), and an item for each room (XEP-0402 §5.2). */
    ALL("urn:xmpp:bookmarks:1#compat"),
    /** The one document, in private storage and in personal eventing (XEP-0411). */
    OLD("urn:xmpp:bookmarks-conversion:0"),
    NONE("");

    private final String feature;

    BookmarkSync(String feature) {
        this.feature = feature;
    }

    /** @param features that the server announces */
    static BookmarkSync of(Set<String> features) {
        if (features.contains(ALL.feature)) {
            return ALL;
        }
        return features.contains(OLD.feature) ? OLD : NONE;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}

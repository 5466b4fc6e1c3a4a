package org.igniterealtime.openfire.plugin.intermediateim.admin.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BookmarkSyncTest {

    @ParameterizedTest
    @CsvSource({
        "'', NONE",
        "jabber:iq:private, NONE",
        "urn:xmpp:bookmarks-conversion:0, OLD",
        "urn:xmpp:bookmarks-conversion:0 urn:xmpp:bookmarks:1#compat, ALL",
        "urn:xmpp:bookmarks:1#compat, ALL",
    })
    void followsFromWhatTheServerAnnounces(String features, BookmarkSync expected) {
        assertEquals(expected, BookmarkSync.of(Set.of(features.split(" "))));
    }
}

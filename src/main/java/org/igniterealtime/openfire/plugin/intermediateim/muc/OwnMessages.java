package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.util.ArrayDeque;
import java.util.Deque;

/** What we have said to all and has not come back yet (XEP-0045 §7.4): the last few. */
final class OwnMessages {

    private static final int MOST = 16;

    private final Deque<Word> words = new ArrayDeque<>(2);

    private record Word(String id, int bodyHash) {}

    void said(String id, String body) {
        if (words.size() == MOST) {
            words.removeFirst();
        }
        words.addLast(new Word(id, body.hashCode()));
    }

    /**
     * @return whether this, from our own nick, is one of them: by its id, or by what it says where the room changes ids
     */
    boolean errorReceived(String id, String body) {
        return words.removeIf(word -> word.id().equals(id))
                || words.removeIf(word -> word.bodyHash() == body.hashCode());
    }
}

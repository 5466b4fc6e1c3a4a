package org.igniterealtime.openfire.plugin.intermediateim.commands;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.xmpp.packet.JID;

/**
 * Ends a conversation with a client that replies automatically, as some do while their user is away. After a number of
 * answers we are silent until the sender has been silent for a while. Bounded; guarded by this.
 */
final class ReplyLimiter {

    static final int MAX_ANSWERS = 30;
    /** Repeating the same text does not help. */
    static final int MAX_HELP = 3;

    static final Duration SILENCE = Duration.ofMinutes(1);
    private static final int MAX_SENDERS = 1024;

    /** What is to be done with a message. */
    enum Reply {
        ANSWER,
        /** Once, by an error, which nobody answers (RFC 6120 §8.3.1). */
        REFUSE,
        NOTHING
    }

    private static final class Conversation {
        private int answers;
        private int help;
        private boolean refused;
        private Instant last = Instant.MIN;

        private Reply reply(boolean helping, Instant now) {
            if (last.isBefore(now.minus(SILENCE))) {
                answers = 0;
                help = 0;
                refused = false;
            }
            last = now;
            if (answers < MAX_ANSWERS && (!helping || help < MAX_HELP)) {
                answers++;
                help += helping ? 1 : 0;
                return Reply.ANSWER;
            }
            Reply reply = refused ? Reply.NOTHING : Reply.REFUSE;
            refused = true;
            return reply;
        }
    }

    private final Map<JID, Conversation> conversations = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<JID, Conversation> eldest) {
            return size() > MAX_SENDERS;
        }
    };

    /**
     * @param sender  bare JID
     * @param helping whether the answer would be, or contain, the help
     */
    synchronized Reply reply(JID sender, boolean helping, Instant now) {
        return conversations
                .computeIfAbsent(sender, first -> new Conversation())
                .reply(helping, now);
    }

    /** The user was deleted. */
    synchronized void forget(JID sender) {
        conversations.remove(sender);
    }
}

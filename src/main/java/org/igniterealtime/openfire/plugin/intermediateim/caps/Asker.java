package org.igniterealtime.openfire.plugin.intermediateim.caps;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Decides whom to ask about capabilities that nobody has proved yet (XEP-0115 §5.4 step 3), and when: one party at a time for each
 * hash, and only if listening to others has not told by then. Who lies, fails or is slow is followed by the next announcer, after
 * a pause that grows. Only decides: it sends nothing and has no clock hand of its own. Any thread.
 */
final class Asker {

    /** Clients ask each other as soon as they meet: mostly the answer goes by before this. */
    static final Duration HEAD_START = Duration.ofSeconds(3);
    /** For an answer. */
    static final Duration PATIENCE = Duration.ofSeconds(30);
    /** After the first failure; doubled by each. */
    static final Duration PAUSE = Duration.ofSeconds(10);
    static final int MOST_TRIES = 6;

    /** Hashes that wait to be asked about. */
    static final int MOST_OPEN = 5_000;
    /** Questions that wait for an answer. */
    static final int MOST_AT_ONCE = 50;
    static final int MOST_ANNOUNCERS = 8;
    /** Hashes that nobody knew, by which one party can make us ask. */
    static final int MOST_PER_HOUR = 20;
    private static final int MOST_PARTIES = 20_000;

    private final Clock clock;
    private final Supplier<String> ids;
    private final Function<String, String> partyOf;
    private final BiPredicate<String, Announcement> announcesStill;
    private final Map<Subject, Inquiry> inquiries = new LinkedHashMap<>(); // guarded by this
    private final Map<String, Inquiry> waiting = new HashMap<>(); // by the question's id; guarded by this
    private final Cache<String, AtomicInteger> begun; // by party

    /**
     * @param ids            makes ids that nobody can guess
     * @param partyOf        whom an address belongs to, for what one party may make us ask
     * @param announcesStill whether the address announces this now
     */
    Asker(Clock clock, Supplier<String> ids, Function<String, String> partyOf, BiPredicate<String, Announcement> announcesStill) {
        this.clock = clock;
        this.ids = ids;
        this.partyOf = partyOf;
        this.announcesStill = announcesStill;
        begun = Caffeine.newBuilder().maximumSize(MOST_PARTIES).expireAfterWrite(Duration.ofHours(1))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis())).build();
    }

    /**
     * A question to be sent.
     *
     * @param address the exact address that has announced it (§6.2)
     */
    record Question(String id, String address, Announcement announcement) {
    }

    /** @param address whose alone the answer is, since it can't be proved; empty where it holds for all who announce the same */
    private record Subject(CapsKey key, String address) {

        static Subject of(Announcement announcement, String address) {
            return new Subject(announcement.key(), Verifier.canProve(announcement) ? "" : address);
        }
    }

    /** What goes on about one subject; guarded by the asker. */
    private static final class Inquiry {
        private final Subject subject;
        private final Deque<Announcer> announcers = new ArrayDeque<>();
        private Question asked;
        private int failures;
        /** When to ask; while a question waits, when to give up waiting. */
        private Instant next;

        Inquiry(Subject subject, Instant next) {
            this.subject = subject;
            this.next = next;
        }
    }

    private record Announcer(String address, Announcement announcement) {
    }

    /** Somebody announces what is not known. */
    synchronized void announced(String address, Announcement announcement) {
        Subject subject = Subject.of(announcement, address);
        Inquiry inquiry = inquiries.get(subject);
        if (inquiry == null) {
            if (inquiries.size() >= MOST_OPEN || !mayBegin(partyOf.apply(address))) {
                return;
            }
            inquiry = new Inquiry(subject, clock.instant().plus(HEAD_START));
            inquiries.put(subject, inquiry);
        }
        Announcer announcer = new Announcer(address, announcement);
        if (inquiry.announcers.size() < MOST_ANNOUNCERS && !inquiry.announcers.contains(announcer)) {
            inquiry.announcers.add(announcer);
        }
    }

    private boolean mayBegin(String party) {
        return begun.get(party, key -> new AtomicInteger()).incrementAndGet() <= MOST_PER_HOUR;
    }

    /** @return the questions whose time has come; they count as sent */
    synchronized List<Question> due() {
        Instant now = clock.instant();
        List<Question> questions = new ArrayList<>();
        for (Iterator<Inquiry> each = inquiries.values().iterator(); each.hasNext();) {
            Inquiry inquiry = each.next();
            if (now.isBefore(inquiry.next)) {
                continue;
            }
            if (inquiry.asked != null) {
                fail(inquiry); // it took too long
            } else if (inquiry.failures >= MOST_TRIES || !hasAnnouncer(inquiry)) {
                each.remove();
            } else if (waiting.size() < MOST_AT_ONCE) {
                questions.add(ask(inquiry, now));
            }
        }
        return questions;
    }

    /** Has one who still announces it come first, if there is one. */
    private boolean hasAnnouncer(Inquiry inquiry) {
        inquiry.announcers.removeIf(each -> !announcesStill.test(each.address(), each.announcement()));
        return !inquiry.announcers.isEmpty();
    }

    private Question ask(Inquiry inquiry, Instant now) {
        Announcer announcer = inquiry.announcers.remove();
        inquiry.announcers.add(announcer); // the others come first if this one fails
        inquiry.asked = new Question(ids.get(), announcer.address(), announcer.announcement());
        inquiry.next = now.plus(PATIENCE);
        waiting.put(inquiry.asked.id(), inquiry);
        return inquiry.asked;
    }

    private void fail(Inquiry inquiry) {
        waiting.remove(inquiry.asked.id());
        inquiry.asked = null;
        inquiry.next = clock.instant().plus(PAUSE.multipliedBy(1L << inquiry.failures));
        inquiry.failures++;
    }

    /**
     * An answer has come. Unless it is {@link #settled}, the next announcer will be asked.
     *
     * @return the question; empty if none with this id was sent to this address
     */
    synchronized Optional<Question> answered(String id, String from) {
        Inquiry inquiry = waiting.get(id);
        if (inquiry == null || !inquiry.asked.address().equals(from)) {
            return Optional.empty();
        }
        Question question = inquiry.asked;
        fail(inquiry);
        return Optional.of(question);
    }

    /** The answer is known: nobody needs to be asked. */
    synchronized void settled(String address, Announcement announcement) {
        Inquiry inquiry = inquiries.remove(Subject.of(announcement, address));
        if (inquiry != null && inquiry.asked != null) {
            waiting.remove(inquiry.asked.id());
        }
    }

    synchronized void forgetAll() {
        inquiries.clear();
        waiting.clear();
        begun.invalidateAll();
    }
}

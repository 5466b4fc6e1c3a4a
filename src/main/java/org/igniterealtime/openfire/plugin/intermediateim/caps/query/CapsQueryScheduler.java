package org.igniterealtime.openfire.plugin.intermediateim.caps.query;

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
import org.igniterealtime.openfire.plugin.intermediateim.caps.bounds.Octets;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.CapsKey;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.CapsVerifier;

/**
 * Decides whom to ask about capabilities that nobody has proved yet (XEP-0115 §5.4 step 3), and when. At once it is
 * looked up in what the nodes of a cluster share. Then one client at a time is asked for each hash, and only if
 * listening to others has not told by then. Who lies, fails or is slow is followed by the next announcer, after a pause
 * that grows. Only decides: it sends nothing and has no clock hand of its own. Any thread.
 */
public final class CapsQueryScheduler {

    /** Clients ask each other as soon as they meet: mostly the answer goes by before this. */
    public static final Duration HEAD_START = Duration.ofSeconds(3);
    /** For an answer. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);
    /** After the first failure; doubled by each. */
    public static final Duration PAUSE = Duration.ofSeconds(10);

    static final int MAX_TRIES = 6;

    /** Hashes that wait to be looked up or asked about; those that one party has begun; and octets of all. */
    static final int MAX_OPEN = 5_000;

    static final int MAX_OPEN_OF_PARTY = 200;
    public static final long MAX_OCTETS = 8 << 20;
    /** Of what is looked up at a time. */
    static final int MAX_LOOKED_UP = 500;
    /** Questions that wait for an answer. */
    static final int MAX_AT_ONCE = 50;

    static final int MAX_ANNOUNCERS = 8;
    /** Hashes that nobody knew, by which one party can make us ask. */
    static final int MAX_PER_HOUR = 20;
    /** For the parties that have made us ask lately. */
    public static final long MAX_OCTETS_OF_PARTIES = 2 << 20;
    /** Of an announcer, or a party, without its texts. */
    private static final int OVERHEAD = 128;

    private final Clock clock;
    private final Supplier<String> ids;
    private final Function<String, String> partyOf;
    private final BiPredicate<String, Announcement> announcesStill;
    private final Map<Subject, Inquiry> inquiries = new LinkedHashMap<>(); // guarded by this
    private final Map<String, Inquiry> waiting = new HashMap<>(); // by the question's id; guarded by this
    private final Map<String, Integer> open = new HashMap<>(); // inquiries, by party; guarded by this
    private long octets; // of all announcers; guarded by this
    private final Cache<String, AtomicInteger> begun; // by party

    /**
     * @param ids            makes ids that nobody can guess
     * @param partyOf        whom an address belongs to, for what one party may make us ask
     * @param announcesStill whether the address announces this now
     */
    public CapsQueryScheduler(
            Clock clock,
            Supplier<String> ids,
            Function<String, String> partyOf,
            BiPredicate<String, Announcement> announcesStill) {
        this.clock = clock;
        this.ids = ids;
        this.partyOf = partyOf;
        this.announcesStill = announcesStill;
        begun = Caffeine.newBuilder()
                .maximumWeight(MAX_OCTETS_OF_PARTIES)
                .weigher((String party, AtomicInteger times) -> OVERHEAD + Octets.of(party))
                .expireAfterWrite(Duration.ofHours(1))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /**
     * A question to be sent.
     *
     * @param address the exact address that has announced it (§6.2)
     */
    public record Question(String id, String address, Announcement announcement) {}

    /**
     * @param address whose alone the answer is, since it can't be proved; empty where it holds for all who announce the
     *     same
     */
    private record Subject(CapsKey key, String address) {

        static Subject of(Announcement announcement, String address) {
            return new Subject(announcement.key(), CapsVerifier.canProve(announcement) ? "" : address);
        }
    }

    /** Something to be looked up. */
    public record Lookup(String address, Announcement announcement) {}

    /** What goes on about one subject; guarded by the asker. */
    private static final class Inquiry {
        private final String party; // who has begun it
        private final Announcer first;
        private final Deque<Announcer> announcers = new ArrayDeque<>();
        private boolean lookedUp;
        private boolean begun;
        private Question asked;
        private int failures;
        /** When to ask; while a question waits, when to give up waiting. */
        private Instant next;

        Inquiry(String party, Announcer first, Instant next) {
            this.party = party;
            this.first = first;
            this.next = next;
        }
    }

    private record Announcer(String address, Announcement announcement) {

        private int octets() {
            return OVERHEAD + Octets.of(address) + Octets.of(announcement.node()) + Octets.of(announcement.ver());
        }
    }

    /** Somebody announces what is not known. */
    public synchronized void announced(String address, Announcement announcement) {
        Announcer announcer = new Announcer(address, announcement);
        Inquiry inquiry = inquiry(announcer);
        if (inquiry != null
                && inquiry.announcers.size() < MAX_ANNOUNCERS
                && !inquiry.announcers.contains(announcer)
                && octets + announcer.octets() <= MAX_OCTETS) {
            octets += announcer.octets();
            inquiry.announcers.add(announcer);
        }
    }

    /** Somebody wants to know it, and asks by himself: it is only looked up. */
    public synchronized void wanted(String address, Announcement announcement) {
        Inquiry inquiry = CapsVerifier.canProve(announcement) ? inquiry(new Announcer(address, announcement)) : null;
        if (inquiry != null) {
            inquiry.lookedUp = false; // it may be known by now
        }
    }

    /** @return null if there is none, and no room for one more */
    private Inquiry inquiry(Announcer announcer) {
        Subject subject = Subject.of(announcer.announcement(), announcer.address());
        Inquiry known = inquiries.get(subject);
        if (known != null) {
            return known;
        }
        String party = partyOf.apply(announcer.address());
        if (inquiries.size() >= MAX_OPEN
                || open.getOrDefault(party, 0) >= MAX_OPEN_OF_PARTY
                || octets + announcer.octets() > MAX_OCTETS) {
            return null;
        }
        Inquiry inquiry = new Inquiry(party, announcer, clock.instant().plus(HEAD_START));
        inquiry.lookedUp = !CapsVerifier.canProve(announcer.announcement()); // what can't be proved is not shared
        inquiries.put(subject, inquiry);
        open.merge(party, 1, Integer::sum);
        octets += announcer.octets();
        return inquiry;
    }

    /** It is not among the inquiries any more. */
    private void closed(Inquiry inquiry) {
        open.computeIfPresent(inquiry.party, (party, number) -> number == 1 ? null : Integer.valueOf(number - 1));
        octets -= inquiry.first.octets();
        inquiry.announcers.forEach(each -> octets -= each.octets());
        if (inquiry.asked != null) {
            waiting.remove(inquiry.asked.id());
        }
    }

    /**
     * @return what is to be looked up before anybody is asked; it counts as looked up, and is {@link #answerKnown}
     *     where found
     */
    public synchronized List<Lookup> lookups() {
        List<Lookup> lookups = new ArrayList<>();
        for (Inquiry inquiry : inquiries.values()) {
            if (!inquiry.lookedUp && lookups.size() < MAX_LOOKED_UP) {
                inquiry.lookedUp = true;
                lookups.add(new Lookup(inquiry.first.address(), inquiry.first.announcement()));
            }
        }
        return lookups;
    }

    /** @return the questions whose time has come; they count as sent */
    public synchronized List<Question> due() {
        Instant now = clock.instant();
        List<Question> questions = new ArrayList<>();
        for (Iterator<Inquiry> each = inquiries.values().iterator(); each.hasNext(); ) {
            Inquiry inquiry = each.next();
            if (now.isBefore(inquiry.next)) {
                continue;
            }
            if (inquiry.asked != null) {
                fail(inquiry); // it took too long
            } else if (inquiry.failures >= MAX_TRIES || !hasAnnouncer(inquiry)) {
                each.remove();
                closed(inquiry);
            } else if (waiting.size() < MAX_AT_ONCE) {
                if (mayBegin(inquiry)) {
                    questions.add(ask(inquiry, now));
                } else {
                    each.remove();
                    closed(inquiry);
                }
            }
        }
        return questions;
    }

    private boolean mayBegin(Inquiry inquiry) {
        inquiry.begun = inquiry.begun
                || begun.get(inquiry.party, key -> new AtomicInteger()).incrementAndGet() <= MAX_PER_HOUR;
        return inquiry.begun;
    }

    /** Has one who still announces it come first, if there is one. */
    private boolean hasAnnouncer(Inquiry inquiry) {
        inquiry.announcers.removeIf(each -> {
            boolean gone = !announcesStill.test(each.address(), each.announcement());
            octets -= gone ? each.octets() : 0;
            return gone;
        });
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
     * An answer has come. Unless it is {@link #answerKnown}, the next announcer will be asked.
     *
     * @return the question; empty if none with this id was sent to this address
     */
    public synchronized Optional<Question> answered(String id, String from) {
        Inquiry inquiry = waiting.get(id);
        if (inquiry == null || !inquiry.asked.address().equals(from)) {
            return Optional.empty();
        }
        Question question = inquiry.asked;
        fail(inquiry);
        return Optional.of(question);
    }

    /** The answer is known: nobody needs to be asked. */
    public synchronized void answerKnown(String address, Announcement announcement) {
        Inquiry inquiry = inquiries.remove(Subject.of(announcement, address));
        if (inquiry != null) {
            closed(inquiry);
        }
    }

    public synchronized void forgetAll() {
        inquiries.clear();
        waiting.clear();
        open.clear();
        octets = 0;
        begun.invalidateAll();
    }
}

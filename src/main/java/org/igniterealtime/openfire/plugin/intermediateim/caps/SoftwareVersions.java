package org.igniterealtime.openfire.plugin.intermediateim.caps;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.caps.bounds.Octets;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.RandomTokens;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Addresses;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * What clients of this server are, by their own words (XEP-0092). The server asks each at its login, if it is not too
 * old; where it does not, we ask in its name. What counts is the answer to just that question, from the client's own
 * session: what clients tell each other is theirs. Bounded in octets. Any thread.
 */
final class SoftwareVersions {

    static final String NAMESPACE = "jabber:iq:version";
    static final QName QUERY = QName.get("query", NAMESPACE);

    static final int MAX_CHARACTERS = 100;
    /** Begins the ids of questions of ours. */
    static final String ID_PREFIX = "intermediateim-version-";
    /** From the session's beginning on. */
    static final Duration BEFORE_ASKING = Duration.ofSeconds(5);

    static final int MAX_AT_ONCE = 100;
    private static final int MAX_TO_BE_ASKED = 10_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long MAX_OCTETS = 8 << 20;
    private static final long MAX_OCTETS_ASKED = 2 << 20;
    /** Of an entry without its texts. */
    private static final int OVERHEAD = 160;

    private final String domain;
    private final RandomTokens tokens;
    private final Clock clock;
    private final Map<String, Instant> toBeAsked = new LinkedHashMap<>(); // when, by full JID; guarded by itself
    private final Cache<String, String> asked; // id, by full JID
    private final Cache<String, ClientSoftware> told; // by full JID

    /** @param tokens for the ids of questions */
    SoftwareVersions(String domain, RandomTokens tokens, Clock clock) {
        this.domain = domain;
        this.tokens = tokens;
        this.clock = clock;
        asked = Caffeine.newBuilder()
                .maximumWeight(MAX_OCTETS_ASKED)
                .weigher((String address, String id) -> OVERHEAD + Octets.of(address) + Octets.of(id))
                .expireAfterWrite(PATIENCE)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
        told = Caffeine.newBuilder()
                .maximumWeight(MAX_OCTETS)
                .weigher((String address, ClientSoftware software) -> OVERHEAD
                        + Octets.of(address)
                        + Octets.of(software.name())
                        + Octets.of(software.version())
                        + Octets.of(software.system()))
                .executor(Runnable::run)
                .build();
    }

    /** Has the client asked by us, for a server that does not ask by itself. */
    void toBeAsked(String session) {
        synchronized (toBeAsked) {
            if (toBeAsked.size() < MAX_TO_BE_ASKED) {
                toBeAsked.putIfAbsent(session, clock.instant().plus(BEFORE_ASKING));
            }
        }
    }

    /** @return who is to be asked now; they count as asked */
    List<JID> due() {
        Instant now = clock.instant();
        List<JID> due = new ArrayList<>();
        synchronized (toBeAsked) {
            for (Iterator<Map.Entry<String, Instant>> each =
                            toBeAsked.entrySet().iterator();
                    each.hasNext(); ) {
                Map.Entry<String, Instant> next = each.next();
                if (next.getValue().isAfter(now) || due.size() >= MAX_AT_ONCE) {
                    break;
                }
                due.add(new JID(next.getKey()));
                each.remove();
            }
        }
        return due;
    }

    IQ question(JID session) {
        IQ question = new IQ(IQ.Type.get, ID_PREFIX + tokens.next());
        question.setFrom(new JID(domain));
        question.setTo(session);
        question.setChildElement("query", NAMESPACE);
        return question;
    }

    /**
     * Sees a question go out to a client, or its answer come in.
     *
     * @return whether it is an answer to a question of ours, so nobody else waits for it
     */
    boolean pass(IQ iq, Passage passage) {
        if (passage.session() == null || iq.getID() == null) {
            return false;
        }
        String session = passage.session().toString();
        if (passage.stage() == Stage.DELIVERY) {
            if (iq.getType() == IQ.Type.get && isServer(iq.getFrom())) {
                asked.put(session, iq.getID());
            }
            return false;
        }
        boolean answers = iq.isResponse()
                && passage.source() == Source.LOCAL_CLIENT
                && session.equals(iq.getFrom().toString())
                && (iq.getTo() == null || isServer(iq.getTo()))
                && asked.asMap().remove(session, iq.getID());
        if (answers && iq.getType() == IQ.Type.result) {
            told.put(session, software(iq.getChildElement()));
        }
        return answers && iq.getID().startsWith(ID_PREFIX);
    }

    private boolean isServer(JID address) {
        return address != null && domain.equals(Addresses.bare(address.toString()));
    }

    private static ClientSoftware software(Element query) {
        return new ClientSoftware(text(query, "name"), text(query, "version"), text(query, "os"));
    }

    private static String text(Element query, String name) {
        String text = Optional.ofNullable(query.elementText(QName.get(name, NAMESPACE)))
                .orElse("")
                .strip();
        return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS);
    }

    /** @return empty if the client has not told */
    Optional<ClientSoftware> of(String session) {
        return Optional.ofNullable(told.getIfPresent(session));
    }

    /** The session has ended. */
    void forget(String session) {
        synchronized (toBeAsked) {
            toBeAsked.remove(session);
        }
        asked.invalidate(session);
        told.invalidate(session);
    }

    void forgetAllOf(String bareJid) {
        asked.asMap().keySet().removeIf(session -> Addresses.isUnder(bareJid, session));
        told.asMap().keySet().removeIf(session -> Addresses.isUnder(bareJid, session));
    }

    void forgetAll() {
        asked.invalidateAll();
        told.invalidateAll();
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.caps.enrichment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.VerifiedCapabilities;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcements;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.xmpp.packet.JID;

/**
 * Makes enriched capabilities of verified ones, and the announcements that go with them. Both follow from what is
 * verified, so they can be forgotten at any time, and are the same on each node and after a restart. Additions are
 * bits, by their place in the list. Any thread.
 */
public final class Enrichment {

    static final int MAX_ADDITIONS = 3;
    private static final long MAX_OCTETS = 8 << 20;
    /** Of an entry without announcements. */
    private static final int OVERHEAD = 200;

    private final List<Addition> additions;
    private final VerifiedCapabilities proved;
    private final Cache<Announcements, Known> known;

    public Enrichment(List<Addition> additions, VerifiedCapabilities proved) {
        if (additions.size() > MAX_ADDITIONS) {
            throw new IllegalArgumentException("more than " + MAX_ADDITIONS + " additions");
        }
        this.additions = List.copyOf(additions);
        this.proved = proved;
        int combinations = 1 << additions.size();
        known = Caffeine.newBuilder()
                .maximumWeight(MAX_OCTETS)
                .weigher((Announcements own, Known value) -> OVERHEAD + combinations * own.octets())
                .executor(Runnable::run) // its upkeep takes no thread of its own
                .build();
    }

    /**
     * What follows from verified capabilities.
     *
     * @param info     what is verified; while it is kept it is the same object
     * @param usable   bits of the additions that a watcher who can do this can make use of
     * @param lacking  bits of those that a client who can do this can't do itself
     * @param enriched announcements by the bits of what is added; null where they have not been needed yet
     */
    record Known(DiscoInfo info, int usable, int lacking, AtomicReferenceArray<Announcements> enriched) {}

    /** @return null while nothing is verified */
    Known known(Announcements own) {
        DiscoInfo info = verified(own);
        if (info == null) {
            return null;
        }
        Known last = known.getIfPresent(own);
        if (last != null && last.info() == info) {
            return last;
        }
        Known now = new Known(
                info,
                bits(addition -> addition.usable().test(info)),
                bits(addition -> addition.lacking().test(info)),
                new AtomicReferenceArray<>(1 << additions.size()));
        known.put(own, now);
        return now;
    }

    /** Looks it up each time: what is still used stays among the verified ones. */
    private DiscoInfo verified(Announcements own) {
        List<Announcement> all = own.all();
        for (int i = 0; i < all.size(); i++) {
            Optional<DiscoInfo> info = proved.find(all.get(i).key());
            if (info.isPresent()) {
                return info.get();
            }
        }
        return null;
    }

    private int bits(Predicate<Addition> condition) {
        int bits = 0;
        for (int i = 0; i < additions.size(); i++) {
            bits |= condition.test(additions.get(i)) ? 1 << i : 0;
        }
        return bits;
    }

    /** @return the names of the additions that these bits stand for */
    public List<String> names(int bits) {
        return IntStream.range(0, additions.size())
                .filter(i -> (bits & 1 << i) != 0)
                .mapToObj(i -> additions.get(i).name())
                .toList();
    }

    /** @return those of the additions that the server does for a client at this moment */
    int provided(int wanted, JID client) {
        return wanted & bits(addition -> addition.provided().test(client));
    }

    /**
     * @param client what follows from {@code own}
     * @param own    what the client itself announces
     * @param added  bits of additions
     * @return what is announced of the client; null if none of its hash functions can be used
     */
    Announcements announced(Known client, Announcements own, int added) {
        Announcements enriched = client.enriched().get(added);
        if (enriched == null) {
            enriched = own.announcing(enriched(client.info(), added)).orElse(null);
            client.enriched().set(added, enriched);
        }
        return enriched;
    }

    /**
     * @param client what follows from what the client itself announces
     * @param added  bits of additions
     * @return what is answered in the name of the client
     */
    DiscoInfo info(Known client, int added) {
        return enriched(client.info(), added);
    }

    private DiscoInfo enriched(DiscoInfo info, int added) {
        List<String> features = new ArrayList<>(info.features());
        for (int i = 0; i < additions.size(); i++) {
            if ((added & 1 << i) != 0) {
                additions.get(i).features().stream()
                        .filter(feature -> !features.contains(feature))
                        .forEach(features::add);
            }
        }
        return new DiscoInfo(info.identities(), features, info.forms());
    }
}

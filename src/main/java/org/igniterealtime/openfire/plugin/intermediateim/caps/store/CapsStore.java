package org.igniterealtime.openfire.plugin.intermediateim.caps.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.CapsKey;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.CapsVerifier;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult.Verified;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.XmlText;
import org.igniterealtime.openfire.plugin.intermediateim.storage.WriteQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps verified capabilities: in memory for each stanza, in an archive over restarts, and shared with the other nodes
 * of a cluster. Bounded; those used least leave first, from the archive too.
 *
 * <p>Archive and share are each called on a thread of their own, so that a database that is away keeps nothing from the
 * other nodes; but for {@link #findAnywhere} and the purges, which may block.
 */
public final class CapsStore implements VerifiedCapabilities {

    private static final Logger Log = LoggerFactory.getLogger(CapsStore.class);

    /** Memory that each of the most entries may have; one that needs more counts as several. */
    static final int OCTETS_PER_ENTRY = 4_096;

    private final CapsArchive archive;
    private final SharedCaps share;
    private final WriteQueue writes;
    private final Executor sharing;
    private final AtomicBoolean allToBeShared = new AtomicBoolean();
    private final AtomicLong lost = new AtomicLong();
    private final StringPool pool = new StringPool();
    private final Cache<CapsKey, StoredCapabilities> entries;

    /**
     * @param entries the most that are kept
     * @param writes  writes to the archive
     * @param sharing one thread; may refuse work, which is then not shared
     */
    public CapsStore(long entries, CapsArchive archive, SharedCaps share, WriteQueue writes, Executor sharing) {
        this.archive = archive;
        this.share = share;
        this.writes = writes;
        this.sharing = sharing;
        this.entries = Caffeine.newBuilder()
                .maximumWeight(entries * OCTETS_PER_ENTRY)
                .weigher((CapsKey key, StoredCapabilities entry) -> Math.max(OCTETS_PER_ENTRY, entry.octets()))
                .removalListener(this::removed)
                .executor(Runnable::run) // its upkeep takes no thread of its own
                .build();
    }

    /**
     * Reads the archive, on its thread; later where it can't be read now. What does not verify any more is deleted from
     * it.
     */
    public void open() {
        writes.latest("load", () -> archive.load(this::restore));
    }

    /** @param most entries from now on */
    public void limit(long most) {
        entries.policy().eviction().orElseThrow().setMaximum(most * OCTETS_PER_ENTRY);
    }

    private void restore(Announcement announcement, String query) {
        if (XmlText.parse(query)
                .filter(element -> verify(announcement, element, true) instanceof Verified)
                .isEmpty()) {
            Log.warn("Capabilities in the database do not match their hash and were deleted: {}", announcement);
            forgetInArchive(announcement.key());
        }
    }

    /** Of those that are in the archive, or about to be; so no more wait than may be kept there. */
    private void forgetInArchive(CapsKey key) {
        writes.latest(key, () -> archive.forget(key));
    }

    @Override
    public Optional<DiscoInfo> find(CapsKey key) {
        StoredCapabilities entry = entries.getIfPresent(key);
        return entry == null ? Optional.empty() : Optional.of(entry.info());
    }

    @Override
    public Optional<DiscoInfo> findAnywhere(CapsKey key) {
        Optional<DiscoInfo> known = find(key);
        if (known.isPresent()) {
            return known;
        }
        share.find(key)
                .flatMap(XmlText::parse)
                .ifPresent(query ->
                        announcement(key, query).ifPresent(announcement -> verify(announcement, query, false)));
        return find(key);
    }

    /** What others tell is verified again: the node's name is part of the question it answered. */
    private static Optional<Announcement> announcement(CapsKey key, Element query) {
        String node = query.attributeValue("node", "");
        String tail = "#" + key.ver();
        return node.endsWith(tail)
                ? Announcement.of(key.hash(), node.substring(0, node.length() - tail.length()), key.ver())
                : Optional.empty();
    }

    /** Verifies and keeps in memory. */
    private VerificationResult verify(Announcement announcement, Element query, boolean archived) {
        VerificationResult verdict = CapsVerifier.verify(announcement, query);
        if (verdict instanceof Verified verified) {
            entries.put(announcement.key(), StoredCapabilities.sharing(announcement, verified.info(), archived, pool));
        }
        return verdict;
    }

    @Override
    public VerificationResult offerFromOtherNode(Announcement announcement, Element query) {
        return verify(announcement, query, false);
    }

    @Override
    public VerificationResult offer(Announcement announcement, Element query) {
        Optional<DiscoInfo> known = announcement.isLegacy() ? Optional.empty() : find(announcement.key());
        VerificationResult verdict = CapsVerifier.verify(announcement, query);
        if (known.isEmpty() && verdict instanceof Verified verified) {
            learn(announcement, verified.info());
        }
        return verdict;
    }

    private void learn(Announcement announcement, DiscoInfo info) {
        CapsKey key = announcement.key();
        StoredCapabilities entry = StoredCapabilities.sharing(announcement, info, true, pool);
        boolean archived = writes.offer(entry.octets(), () -> archive.keep(announcement, info));
        if (archived) {
            lost.set(0);
        } else if (lost.getAndIncrement() == 0) {
            Log.warn("The database is too slow or unavailable. "
                    + "Capabilities that are learned now will have to be learned again after a restart");
        }
        entries.put(key, archived ? entry : StoredCapabilities.sharing(announcement, info, false, pool));
        shareLater(() -> shareIfKnown(key));
    }

    /** It may have been purged meanwhile. */
    private void shareIfKnown(CapsKey key) {
        Optional.ofNullable(entries.asMap().get(key)).ifPresent(this::share);
    }

    private void share(StoredCapabilities entry) {
        share.put(
                entry.announcement().key(),
                entry.info().toElement(entry.announcement().discoNode()).asXML());
    }

    /**
     * We have joined other nodes: tells them all that is known here, but for what has left the archive, which all
     * share, while we could not be told.
     */
    public void joined() {
        writes.latest("joined", this::removeMissingFromArchive);
        allToBeShared.set(true);
        shareLater(() -> {});
    }

    private void removeMissingFromArchive() {
        Set<CapsKey> known = Set.copyOf(entries.asMap().keySet());
        Set<CapsKey> kept = new HashSet<>();
        archive.load((announcement, query) -> kept.add(announcement.key()));
        entries.asMap()
                .entrySet()
                .removeIf(each ->
                        each.getValue().archived() && known.contains(each.getKey()) && !kept.contains(each.getKey()));
    }

    private void removed(CapsKey key, StoredCapabilities entry, RemovalCause cause) {
        if (cause.wasEvicted() && entry.archived()) {
            forgetInArchive(key);
        }
    }

    /** On the thread for it. That all is to be shared is remembered until that is done. */
    private void shareLater(Runnable task) {
        try {
            sharing.execute(() -> {
                try {
                    task.run();
                    if (allToBeShared.compareAndSet(true, false)) {
                        entries.asMap().values().forEach(this::share);
                    }
                } catch (RuntimeException e) {
                    Log.warn("Capabilities could not be shared with the other cluster nodes", e);
                }
            });
        } catch (RejectedExecutionException e) {
            Log.debug("The cluster is too slow, or the plugin ends: other nodes have to learn by themselves");
        }
    }

    @Override
    public void purge(CapsKey key) {
        entries.invalidate(key);
        runAfterPendingWrites(() -> {
            entries.invalidate(key);
            archive.forget(key);
        });
        runAfterPendingShares(() -> share.remove(key));
        share.tellPurged(key);
    }

    @Override
    public void purgeAll() {
        entries.invalidateAll();
        runAfterPendingWrites(() -> {
            entries.invalidateAll();
            archive.forgetAll();
        });
        runAfterPendingShares(share::removeAll);
        share.tellAllPurged();
    }

    /** Another node has purged it; what waits to be written here is not to bring it back. Returns at once. */
    public void purgedElsewhere(CapsKey key) {
        entries.invalidate(key);
        forgetInArchive(key);
        shareLater(() -> share.remove(key));
    }

    /** Another node has purged all. Returns at once. */
    public void allPurgedElsewhere() {
        entries.invalidateAll();
        writes.latest("purged", archive::forgetAll);
        shareLater(share::removeAll);
    }

    /** After what waits to be written. */
    private void runAfterPendingWrites(Runnable task) {
        try {
            writes.now(task::run);
        } catch (ExecutionException e) {
            throw new CapsArchive.ArchiveException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CapsArchive.ArchiveException(e);
        }
    }

    /** After what waits to be shared: what was verified before is not shared afterwards. */
    private void runAfterPendingShares(Runnable task) {
        try {
            CompletableFuture.runAsync(task, sharing).join();
        } catch (CompletionException | RejectedExecutionException e) {
            throw new CapsArchive.ArchiveException(e);
        }
    }

    /** What is kept, as the console shows and exports it. */
    public record Kept(Announcement announcement, DiscoInfo info) {}

    /** @return all that is kept at this moment */
    public Collection<Kept> all() {
        return List.copyOf(entries.asMap().values()).stream()
                .map(entry -> new Kept(entry.announcement(), entry.info()))
                .toList();
    }

    /** @return how many are kept, and what memory they take, estimated in octets */
    public Size size() {
        List<StoredCapabilities> all = List.copyOf(entries.asMap().values());
        return new Size(
                all.size(), all.stream().mapToLong(StoredCapabilities::octets).sum());
    }

    /** @param octets estimated */
    public record Size(int entries, long octets) {}
}

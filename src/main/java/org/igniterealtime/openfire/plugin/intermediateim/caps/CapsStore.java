package org.igniterealtime.openfire.plugin.intermediateim.caps;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.Verdict.Verified;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.XmlText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps verified capabilities: in memory for each stanza, in an archive over restarts, and shared with the other nodes of a cluster.
 * Bounded; those used least leave first, from the archive too.
 *
 * <p>Archive and share are called on the background thread alone, but for {@link #findAnywhere} and the purges, which may block.
 */
public final class CapsStore implements VerifiedCapabilities {

    private static final Logger Log = LoggerFactory.getLogger(CapsStore.class);

    /** Memory that each of the most entries may have; one that needs more counts as several. */
    static final int OCTETS_PER_ENTRY = 4_096;

    private final CapsArchive archive;
    private final CapsShare share;
    private final Executor background;
    private final StringPool pool = new StringPool();
    private final Cache<CapsKey, Entry> entries;

    /**
     * @param entries    the most that are kept
     * @param background one thread; may refuse work, which is then not archived
     */
    public CapsStore(long entries, CapsArchive archive, CapsShare share, Executor background) {
        this.archive = archive;
        this.share = share;
        this.background = background;
        this.entries = Caffeine.newBuilder()
                .maximumWeight(entries * OCTETS_PER_ENTRY)
                .weigher((CapsKey key, Entry entry) -> Math.max(OCTETS_PER_ENTRY, entry.octets()))
                .removalListener(this::removed)
                .executor(Runnable::run) // its upkeep takes no thread of its own
                .build();
    }

    /** Reads the archive, on the background thread. What does not verify any more is deleted from it. */
    public void open() {
        later(() -> archive.load(this::recall));
    }

    /** @param most entries from now on */
    public void limit(long most) {
        entries.policy().eviction().orElseThrow().setMaximum(most * OCTETS_PER_ENTRY);
    }

    private void recall(Announcement announcement, String query) {
        if (XmlText.parse(query).filter(element -> verify(announcement, element) instanceof Verified).isEmpty()) {
            Log.warn("Capabilities in the database are not what their hash says; deleted: {}", announcement);
            later(() -> archive.forget(announcement.key()));
        }
    }

    @Override
    public Optional<DiscoInfo> find(CapsKey key) {
        Entry entry = entries.getIfPresent(key);
        return entry == null ? Optional.empty() : Optional.of(entry.info());
    }

    @Override
    public Optional<DiscoInfo> findAnywhere(CapsKey key) {
        Optional<DiscoInfo> known = find(key);
        if (known.isPresent()) {
            return known;
        }
        share.find(key).flatMap(XmlText::parse).ifPresent(query -> announcement(key, query)
                .ifPresent(announcement -> verify(announcement, query)));
        return find(key);
    }

    /** What others tell is verified again: the node's name is part of the question it answered. */
    private static Optional<Announcement> announcement(CapsKey key, Element query) {
        String node = query.attributeValue("node", "");
        String tail = "#" + key.ver();
        return node.endsWith(tail) ? Announcement.of(key.hash(), node.substring(0, node.length() - tail.length()), key.ver())
                : Optional.empty();
    }

    /** Verifies and keeps in memory; this node has it from elsewhere. */
    private Verdict verify(Announcement announcement, Element query) {
        Verdict verdict = Verifier.verify(announcement, query);
        if (verdict instanceof Verified verified) {
            entries.put(announcement.key(), Entry.sharing(announcement, verified.info(), pool));
        }
        return verdict;
    }

    @Override
    public Verdict offer(Announcement announcement, Element query) {
        Optional<DiscoInfo> known = announcement.isLegacy() ? Optional.empty() : find(announcement.key());
        Verdict verdict = known.isPresent() ? Verifier.verify(announcement, query) : verify(announcement, query);
        if (known.isEmpty() && verdict instanceof Verified verified) {
            later(() -> {
                archive.keep(announcement, verified.info());
                share(announcement, verified.info());
            });
        }
        return verdict;
    }

    private void share(Announcement announcement, DiscoInfo info) {
        share.put(announcement.key(), info.toElement(announcement.discoNode()).asXML());
    }

    /** Tells the other nodes all that is known here, on the background thread: we have joined them. */
    public void shareAll() {
        later(() -> entries.asMap().values().forEach(entry -> share(entry.announcement(), entry.info())));
    }

    private void removed(CapsKey key, Entry entry, RemovalCause cause) {
        if (cause.wasEvicted()) {
            later(() -> archive.forget(key));
        }
    }

    private void later(Runnable task) {
        try {
            background.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    Log.warn("Capabilities could not be written to or read from where they are kept", e);
                }
            });
        } catch (RejectedExecutionException e) {
            Log.debug("The database is too slow, or the plugin ends: capabilities are not archived");
        }
    }

    @Override
    public void purge(CapsKey key) {
        entries.invalidate(key);
        afterWhatWaits(() -> {
            remove(key);
            share.tellPurged(key);
        });
    }

    @Override
    public void purgeAll() {
        entries.invalidateAll();
        afterWhatWaits(() -> {
            removeAll();
            share.tellAllPurged();
        });
    }

    /** Another node has purged it; what waits to be written here is not to bring it back. Returns at once. */
    public void purgedElsewhere(CapsKey key) {
        entries.invalidate(key);
        later(() -> remove(key));
    }

    /** Another node has purged all. Returns at once. */
    public void allPurgedElsewhere() {
        entries.invalidateAll();
        later(this::removeAll);
    }

    private void remove(CapsKey key) {
        entries.invalidate(key);
        archive.forget(key);
        share.remove(key);
    }

    private void removeAll() {
        entries.invalidateAll();
        archive.forgetAll();
        share.removeAll();
    }

    /** On the background thread: what was verified before is not archived afterwards. */
    private void afterWhatWaits(Runnable task) {
        try {
            CompletableFuture.runAsync(task, background).join();
        } catch (CompletionException | RejectedExecutionException e) {
            throw new CapsArchive.ArchiveException(e);
        }
    }

    /** What is kept, as the console shows and exports it. */
    public record Kept(Announcement announcement, DiscoInfo info) {
    }

    /** @return all that is kept at this moment */
    public Collection<Kept> all() {
        return List.copyOf(entries.asMap().values()).stream().map(entry -> new Kept(entry.announcement(), entry.info())).toList();
    }

    /** @return how many are kept, and what memory they take, estimated in octets */
    public Size size() {
        List<Entry> all = List.copyOf(entries.asMap().values());
        return new Size(all.size(), all.stream().mapToLong(Entry::octets).sum());
    }

    /** @param octets estimated */
    public record Size(int entries, long octets) {
    }
}

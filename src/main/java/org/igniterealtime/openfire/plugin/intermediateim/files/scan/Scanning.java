package org.igniterealtime.openfire.plugin.intermediateim.files.scan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.FileStore;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.OpenFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has files scanned that are held, and lets them go or keeps them back. The catalogue is the queue: what is held is
 * looked for at the start, when the settings change, and once a minute, so a file may be forgotten here at any time.
 * Any thread; files are scanned on threads of their own.
 */
public final class Scanning implements AutoCloseable {

    private static final Logger Log = LoggerFactory.getLogger(Scanning.class);

    /** How often held files are looked for. */
    static final Duration INTERVAL = Duration.ofMinutes(1);
    /** How often the scanner is asked whether it is back. */
    static final Duration INTERVAL_WHILE_DOWN = Duration.ofSeconds(10);

    private static final Duration CLOSING = Duration.ofSeconds(5);
    /** Of these is remembered that the scanner did not take them. */
    private static final int MAX_NOT_TAKEN = 10_000;

    /** Is told what has become of files, once it is written. On a thread of the store: must not block. */
    public interface Listener {

        /** A file that was held waits now. */
        void passed(StoredFile file);

        /**
         * It has to be told; after a crash, or if that fails, it may have to be told again.
         *
         * @param file with what was found
         * @return ends when it was told
         */
        CompletionStage<Void> infected(StoredFile file);
    }

    /**
     * What scanning needs.
     *
     * @param policy   what is to be done, now
     * @param timer    one thread, ended with it
     * @param scanners threads that may block, ended with it. What they reject is found again
     */
    public record Surroundings(
            FileStore store,
            Supplier<ScanPolicy> policy,
            ScheduledExecutorService timer,
            ExecutorService scanners,
            Clock clock) {}

    /**
     * What the scanner has answered.
     *
     * @param good   whether it can be used
     * @param detail its version, or what is wrong
     */
    public record Answer(boolean good, String detail) {}

    private final FileStore store;
    private final Supplier<ScanPolicy> policy;
    private final ScheduledExecutorService timer;
    private final ExecutorService scanners;
    private final Clock clock;
    private final Listener listener;
    /** Those that wait for a thread, or have one. */
    private final Set<FileId> queued = ConcurrentHashMap.newKeySet();
    /** Those that the scanner did not take although they should not be too large for it. */
    private final Set<FileId> notTaken = ConcurrentHashMap.newKeySet();

    /** Those of which it is being told that they are infected. */
    private final Set<FileId> beingTold = ConcurrentHashMap.newKeySet();

    private volatile boolean soon = true; // held files are looked for
    private Instant last = Instant.MIN; // when they were looked for; of the timer's thread
    private volatile boolean overflowed;
    private volatile boolean down;

    public Scanning(Surroundings around, Listener listener) {
        this.store = around.store();
        this.policy = around.policy();
        this.timer = around.timer();
        this.scanners = around.scanners();
        this.clock = around.clock();
        this.listener = listener;
    }

    /** Begins. */
    public void open() {
        timer.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    /** Has the files that are held be treated as the settings say now. */
    public void settingsChanged() {
        notTaken.clear();
        down = false;
        lookSoon();
    }

    private void lookSoon() {
        soon = true;
    }

    /** A file is held: it is scanned as soon as a thread has time. */
    public void held(FileId file) {
        if (!queued.add(file)) {
            return;
        }
        try {
            scanners.execute(() -> treat(file));
        } catch (RejectedExecutionException e) { // more than can wait, or the end
            queued.remove(file);
            overflowed = true;
        }
    }

    /** An administrator lets a file go that is held or infected. @return false if it is neither any more */
    public CompletionStage<Boolean> release(StoredFile file) {
        return store.released(file.id()).thenApply(released -> {
            if (released) {
                listener.passed(file.released());
            }
            return released;
        });
    }

    /** @return whether there is to be a scanner, and it did not answer when it was needed last */
    public boolean isDown() {
        return down && policy.get().scanner().isPresent();
    }

    /** Asks the scanner; blocks for some seconds at most. @return empty if there is to be none */
    public Optional<Answer> test() {
        return policy.get().scanner().map(scanner -> {
            try {
                return new Answer(true, new Clamd(scanner).version());
            } catch (IOException e) {
                return new Answer(false, Verdict.printable(e.toString()));
            }
        });
    }

    private void tick() {
        try {
            Instant due = last.plus(down ? INTERVAL_WHILE_DOWN : INTERVAL); // a scan may just have found it down
            if ((soon || !clock.instant().isBefore(due)) && store.isAvailable()) {
                soon = false;
                last = clock.instant();
                ScanPolicy now = policy.get();
                now.scanner().ifPresent(this::answers);
                look(now);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            Log.debug("Files that are held can't be looked up now", e);
        } catch (RuntimeException e) {
            Log.error("Files that are held could not be looked up", e);
        }
    }

    private void look(ScanPolicy now) throws InterruptedException, ExecutionException {
        store.detected().toCompletableFuture().get().forEach(this::tellOf);
        if (isDown() && now.whenDown() == WhenDown.HOLD && !now.passesLarger()) {
            return; // nothing changes
        }
        for (FileCatalogue.Entry file : store.held().toCompletableFuture().get()) {
            boolean stays = !now.passesLarger() && (isTooLarge(file.size(), now) || notTaken.contains(file.id()));
            if (!stays) {
                held(file.id());
            }
        }
    }

    private static boolean isTooLarge(long bytes, ScanPolicy now) {
        return now.scanner().isPresent() && bytes > now.mostBytes();
    }

    /** @return whether the scanner answers; it is noted if it does not */
    private boolean answers(ScannerAddress scanner) {
        try {
            new Clamd(scanner).ping();
            if (down) {
                Log.info("The malware scanner answers again");
            }
            down = false;
        } catch (IOException e) {
            if (!down) {
                Log.warn("The malware scanner does not answer. Files are treated as the settings say", e);
            }
            down = !Thread.currentThread().isInterrupted();
        }
        return !down;
    }

    private void treat(FileId id) {
        try {
            Optional<StoredFile> file = store.find(id).toCompletableFuture().get();
            if (file.isPresent() && file.get().state() == FileState.HELD) {
                treat(file.get(), policy.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the end
        } catch (ExecutionException | UncheckedIOException e) {
            Log.debug("A file that is held can't be read now", e);
        } catch (RuntimeException e) {
            Log.error("A file could not be scanned", e);
        } finally {
            queued.remove(id);
            if (overflowed && queued.isEmpty()) {
                overflowed = false;
                lookSoon();
            }
        }
    }

    private void treat(StoredFile file, ScanPolicy now) throws InterruptedException, ExecutionException {
        if (now.scanner().isEmpty()) {
            pass(file);
        } else if (isTooLarge(file.offer().size(), now)) {
            tooLarge(file, now);
        } else if (down) {
            notScanned(file, now);
        } else {
            scan(file, now, now.scanner().get());
        }
    }

    private void scan(StoredFile file, ScanPolicy now, ScannerAddress scanner)
            throws InterruptedException, ExecutionException {
        Verdict verdict;
        try (OpenFile content = store.read(file).toCompletableFuture().get()) {
            verdict = new Clamd(scanner).scan(new StoredContent(content));
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException();
        } catch (IOException e) {
            if (answers(scanner)) {
                Log.warn("The malware scanner has failed to scan the file {}", file.id(), e);
            }
            notScanned(file, now);
            return;
        }
        verdict.accept(new Verdict.Handler() {
            @Override
            public void clean() {
                pass(file);
            }

            @Override
            public void infected(String finding) {
                quarantine(file, finding);
            }

            @Override
            public void tooLarge() {
                Log.warn(
                        "The malware scanner takes less than the settings say: not the file {} of {} bytes",
                        file.id(),
                        file.offer().size());
                Scanning.this.tooLarge(file, now);
            }
        });
    }

    private void tooLarge(StoredFile file, ScanPolicy now) {
        if (now.passesLarger()) {
            pass(file);
        } else if (notTaken.size() < MAX_NOT_TAKEN) {
            notTaken.add(file.id());
        }
    }

    private void notScanned(StoredFile file, ScanPolicy now) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException(); // that was not the scanner's fault
        }
        if (now.whenDown() == WhenDown.PASS) {
            pass(file);
        }
    }

    private void pass(StoredFile file) {
        store.passed(file.id()).thenAccept(passed -> {
            if (passed) {
                listener.passed(file.released());
            }
        });
    }

    private void quarantine(StoredFile file, String finding) {
        store.infected(file.id(), finding).thenAccept(kept -> {
            if (kept) {
                Log.warn(
                        "The file {} from {} to {} is infected with {} and is kept back",
                        file.id(),
                        file.offer().sender(),
                        file.offer().owner(),
                        finding);
                tell(file.infected(finding));
            }
        });
    }

    private void tell(StoredFile file) {
        if (beingTold.add(file.id())) {
            listener.infected(file)
                    .thenCompose(told -> store.told(file.id()))
                    .whenComplete((told, failure) -> beingTold.remove(file.id()));
        }
    }

    /** A crash, or a database that was away, has come between what was found and what is to be told of it. */
    private void tellOf(FileCatalogue.Entry entry) {
        store.find(entry.id())
                .thenAccept(found ->
                        found.filter(file -> file.state() == FileState.DETECTED).ifPresent(this::tell));
    }

    /** Ends scans that are going on; their files stay held. */
    @Override
    public void close() throws InterruptedException {
        timer.shutdownNow();
        scanners.shutdownNow();
        timer.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        scanners.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileContent;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.NewFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusalReason;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusedException;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file on its way into the store. The order of its steps is what makes it safe: row, part, bytes, forced to the disk,
 * renamed, row again. What a crash leaves is either known by its row, or not there.
 */
final class IncomingFile implements Reservation {

    private static final Logger Log = LoggerFactory.getLogger(IncomingFile.class);

    private enum Phase {
        RESERVED,
        RECEIVING,
        COMPLETING,
        ENDED
    }

    private final Surroundings store;
    private final CatalogueQueue catalogue;
    private final Quotas.Claim claim;
    private final Observer observer;
    private final StoredFile file;
    private final SerialTasks disk;
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<StoredFile> completed = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private Phase phase = Phase.RESERVED; // guarded by this, as are the next four
    private boolean hasRow;
    private long waitingBytes;
    private boolean isFull;
    private Instant lastBytes;

    private final ContentCheck content; // used by the tasks of the disk alone, as is the part
    private FileDirectory.Part part; // null before it is made and after it is closed

    IncomingFile(
            Surroundings store,
            CatalogueQueue catalogue,
            Quotas.Claim claim,
            FileId id,
            NewFile offer,
            Observer observer) {
        this.store = store;
        this.catalogue = catalogue;
        this.claim = claim;
        this.observer = observer;
        this.lastBytes = store.clock().instant();
        this.file = new StoredFile(
                id,
                offer,
                Instant.ofEpochMilli(lastBytes.toEpochMilli()),
                FileState.RECEIVING,
                Optional.empty(),
                store.directory().name());
        this.disk = new SerialTasks(store.disk());
        this.content = new ContentCheck(offer, store.types(), store.policy().get());
    }

    StoredFile file() {
        return file;
    }

    Quotas.Claim claim() {
        return claim;
    }

    /** @return completed when the file is whole, or what had arrived of it is deleted */
    CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public CompletionStage<Void> begin() {
        synchronized (this) {
            if (phase != Phase.RESERVED || hasRow) {
                return begun;
            }
            hasRow = true;
        }
        catalogue
                .callOnce(() -> {
                    store.catalogue().insert(file);
                    tellOthers();
                    return null;
                })
                .whenComplete((written, failure) -> {
                    if (failure == null) {
                        disk.run(this::createPart);
                    } else {
                        end(RefusalReason.UNAVAILABLE);
                    }
                });
        return begun;
    }

    private void createPart() {
        if (hasEnded()) {
            return;
        }
        try {
            part = store.directory().createPart(file.id());
        } catch (IOException e) {
            fail(e);
            return;
        }
        synchronized (this) {
            if (phase == Phase.RESERVED) {
                phase = Phase.RECEIVING;
            }
        }
        begun.complete(null);
    }

    @Override
    public boolean write(ByteBuffer bytes) {
        boolean more;
        synchronized (this) {
            if (phase == Phase.RESERVED || phase == Phase.COMPLETING) {
                throw new IllegalStateException("bytes are written between begin and complete");
            }
            if (phase == Phase.ENDED) {
                return true;
            }
            lastBytes = store.clock().instant();
            waitingBytes += bytes.remaining();
            more = waitingBytes < WINDOW_BYTES;
            isFull |= !more;
        }
        disk.run(() -> writeNow(bytes));
        return more;
    }

    @Override
    public synchronized boolean isFull() {
        return isFull && phase == Phase.RECEIVING;
    }

    private void writeNow(ByteBuffer bytes) {
        if (hasEnded()) {
            return;
        }
        int count = bytes.remaining();
        try {
            content.update(bytes);
            store.quotas().arrived(claim, count);
            part.write(bytes);
        } catch (RefusedException e) {
            end(e.reason());
            return;
        } catch (IOException e) {
            fail(e);
            return;
        }
        boolean drained;
        synchronized (this) {
            lastBytes = store.clock().instant(); // a slow disk is not the sender's silence
            waitingBytes -= count;
            drained = isFull && waitingBytes <= WINDOW_BYTES / 2 && phase == Phase.RECEIVING;
            isFull &= !drained;
        }
        if (drained) {
            observer.drained();
        }
    }

    @Override
    public CompletionStage<StoredFile> complete() {
        synchronized (this) {
            if (phase == Phase.RESERVED) {
                throw new IllegalStateException("nothing was begun");
            }
            if (phase == Phase.RECEIVING) {
                phase = Phase.COMPLETING;
                disk.run(this::completeNow);
            }
        }
        return completed;
    }

    private void completeNow() {
        if (hasEnded()) {
            return;
        }
        try {
            FileContent found = content.finish();
            part.force();
            closePart();
            store.directory().rename(file.id());
            noteWhole(store.held(file.whole(found)));
        } catch (RefusedException e) {
            end(e.reason());
        } catch (IOException e) {
            fail(e);
        }
    }

    private void noteWhole(StoredFile whole) {
        catalogue.call(() -> isNoted(whole)).whenComplete((noted, failure) -> {
            if (failure != null) { // the plugin ends while the database is away: at the next start the file is found
                keep();
                completed.completeExceptionally(failure);
            } else if (noted) {
                keep();
                completed.complete(whole);
            } else { // the owner was deleted meanwhile
                end(RefusalReason.CANCELLED);
            }
        });
    }

    /** @return false if the row is gone */
    private boolean isNoted(StoredFile whole) {
        boolean updated = store.catalogue().update(whole, FileState.RECEIVING);
        if (updated) {
            tellOthers();
        }
        return updated || store.catalogue().has(file.id()); // noted before, by a call of which no answer came
    }

    private void tellOthers() {
        store.changed(file.offer().owner(), file.id());
    }

    private void keep() {
        synchronized (this) {
            phase = Phase.ENDED;
        }
        store.quotas().stored(claim);
        ended.complete(null);
    }

    @Override
    public void abort(RefusalReason reason) {
        end(reason, Phase.RECEIVING, false);
    }

    /** Ends it because of something that whoever sends the bytes does not know yet, unless all bytes have come. */
    void cancel(RefusalReason reason) {
        end(reason, Phase.RECEIVING, true);
    }

    /** Ends it if no bytes have come for too long. */
    void checkSilence(Instant now, Duration most) {
        synchronized (this) {
            if (waitingBytes > 0 || !lastBytes.plus(most).isBefore(now)) {
                return;
            }
        }
        cancel(RefusalReason.STALLED);
    }

    private void fail(IOException failure) {
        Log.warn("A file could not be written. The transfer is ended", failure);
        end(RefusalReason.UNAVAILABLE);
    }

    private void end(RefusalReason reason) {
        end(reason, Phase.COMPLETING, true);
    }

    /** @param last phase in which it can be ended so */
    private void end(RefusalReason reason, Phase last, boolean tell) {
        boolean wasReceiving;
        synchronized (this) {
            if (phase.compareTo(last) > 0) {
                return;
            }
            wasReceiving = phase == Phase.RECEIVING;
            phase = Phase.ENDED;
        }
        RefusedException refused = new RefusedException(reason);
        disk.run(this::clear);
        begun.completeExceptionally(refused);
        completed.completeExceptionally(refused);
        if (wasReceiving && tell) {
            observer.failed(reason);
        }
    }

    /** The file first: a file without a row is nobody's, a row without a file is deleted at the next start. */
    private void clear() {
        try {
            closePart();
            store.directory().delete(file.id());
            if (hasRow()) {
                catalogue.call(() -> {
                    store.catalogue().delete(file.id());
                    tellOthers();
                    return null;
                });
            }
        } catch (IOException e) {
            Log.warn("What had arrived of a file could not be deleted. It is deleted at the next start", e);
        }
        store.quotas().release(claim);
        ended.complete(null);
    }

    private void closePart() throws IOException {
        FileDirectory.Part open = part;
        part = null;
        if (open != null) {
            open.close();
        }
    }

    private synchronized boolean hasEnded() {
        return phase == Phase.ENDED;
    }

    private synchronized boolean hasRow() {
        return hasRow;
    }
}

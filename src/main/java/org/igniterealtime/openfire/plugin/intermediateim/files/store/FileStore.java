package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.Admission;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.NewFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusalReason;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusedException;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.storage.WriteQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/**
 * Files that wait for their owners: the bytes in a directory, all else in the catalogue. Any thread; nothing here waits
 * for disk or database. What takes time ends in a stage, which a thread of the store completes and which fails with a
 * {@link RefusedException} if it can't be done now.
 */
public final class FileStore implements AutoCloseable {

    private static final Logger Log = LoggerFactory.getLogger(FileStore.class);

    private static final Duration CLOSING = Duration.ofSeconds(5);
    /** After this it is tried again to find out what other nodes receive into the same directory. */
    private static final Duration TIME_TO_AGREE = Duration.ofMinutes(2);

    /** What is deleted when its time is over. */
    private static final Set<FileState> KEPT =
            EnumSet.complementOf(EnumSet.of(FileState.DELIVERED, FileState.DECLINED));

    private final Surroundings store;
    private final WriteQueue writes;
    private final CatalogueQueue catalogue;
    private final SecureRandom random = new SecureRandom();
    private final Map<FileId, IncomingFile> incoming = new ConcurrentHashMap<>();

    private enum Readiness {
        CLOSED,
        /** The directory is about to be changed. */
        MOVING,
        OPENING,
        /** It could not be opened, and is to be tried again. */
        TROUBLED,
        READY
    }

    private volatile Readiness readiness = Readiness.CLOSED; // changed by this
    private volatile Instant agreesAt = Instant.MAX; // when directory and catalogue are to be looked at again
    private boolean hasRecalledToday; // of the thread of the catalogue

    /** @param writes for this store alone, without bounds; closed with it */
    public FileStore(Surroundings surroundings, WriteQueue writes) {
        this.store = surroundings;
        this.writes = writes;
        this.catalogue = new CatalogueQueue(writes);
    }

    /** Looks at what is there, and clears up after a crash. Until that could be done nothing is taken. */
    public void open() {
        synchronized (this) {
            if (readiness != Readiness.CLOSED && readiness != Readiness.TROUBLED) {
                return;
            }
            readiness = Readiness.OPENING;
        }
        recoverSoon(() -> {});
    }

    private void recoverSoon(Runnable before) {
        catalogue
                .call(() -> {
                    before.run();
                    return recover();
                })
                .exceptionally(failure -> {
                    become(Readiness.TROUBLED);
                    return null;
                });
    }

    /**
     * Ends what is coming in, changes the directory, and looks at what is there, as at a start: files that wait and are
     * not there are lost until they are found there. Nothing happens if the store is closed.
     *
     * @param change of the directory; called while no file is being written, by a thread of the store
     */
    public void reopen(Runnable change) {
        synchronized (this) {
            if (readiness == Readiness.CLOSED) {
                return;
            }
            readiness = Readiness.MOVING;
        }
        List<IncomingFile> open = List.copyOf(incoming.values());
        open.forEach(file -> file.cancel(RefusalReason.UNAVAILABLE));
        allOf(open)
                .thenRun(() -> recoverSoon(() -> {
                    change.run();
                    synchronized (this) {
                        if (readiness == Readiness.MOVING) {
                            readiness = Readiness.OPENING;
                        }
                    }
                }));
    }

    private static CompletableFuture<Void> allOf(List<IncomingFile> files) {
        return CompletableFuture.allOf(files.stream().map(IncomingFile::ended).toArray(CompletableFuture[]::new));
    }

    private Void recover() {
        try {
            long ended = store.quotas().endedClaims();
            List<FileCatalogue.Entry> entries = agree();
            store.quotas().restoreAll(stored(entries), ended); // nothing is promised yet
            recallToday(entries);
            measureDisk();
            become(Readiness.READY);
            store.others().opened(store.directory().name());
        } catch (IOException e) {
            Log.warn("The directory for files can't be used. No files are taken", e);
            become(Readiness.TROUBLED);
        }
        return null;
    }

    private List<FileCatalogue.Entry> agree() throws IOException {
        Recovery recovery = new Recovery(store, incoming::containsKey);
        List<FileCatalogue.Entry> entries = recovery.run();
        agreesAt = recovery.hasLeftTransfers() ? store.clock().instant().plus(TIME_TO_AGREE) : Instant.MAX;
        return entries;
    }

    private Map<JID, List<Quotas.Stored>> stored(List<FileCatalogue.Entry> entries) {
        return entries.stream()
                .filter(FileStore::takesRoom)
                .map(this::stored)
                .collect(Collectors.groupingBy(Quotas.Stored::owner));
    }

    private static boolean takesRoom(FileCatalogue.Entry entry) {
        return entry.state() == FileState.RECEIVING || entry.state().isThere();
    }

    private Quotas.Stored stored(FileCatalogue.Entry entry) {
        Optional<Quotas.Claim> claim =
                Optional.ofNullable(incoming.get(entry.id())).map(IncomingFile::claim);
        return new Quotas.Stored(entry.owner(), entry.sender(), entry.size(), claim);
    }

    /** Nothing in it can fail: it is done once. */
    private void recallToday(List<FileCatalogue.Entry> entries) {
        Instant midnight = midnight();
        for (FileCatalogue.Entry entry : entries) {
            boolean counts =
                    entry.state() != FileState.RECEIVING && !entry.taken().isBefore(midnight);
            if (counts && !hasRecalledToday) {
                store.quotas().recallToday(entry.sender(), entry.size());
            }
        }
        hasRecalledToday = true;
    }

    /** Looks for files that were missing in the directory. Those that are there now are again what they were before. */
    public CompletionStage<Void> findLost() {
        if (store.others().mayExist()) {
            return readAgain();
        }
        return catalogue.call(() -> {
            try {
                List<FileCatalogue.Entry> found = new Recovery(store, incoming::containsKey).findLost();
                found.forEach(entry -> store.quotas().recall(entry.owner(), entry.sender(), entry.size()));
            } catch (IOException e) {
                Log.warn("The directory for files can't be read", e);
            }
            return null;
        });
    }

    /**
     * Looks at directory and catalogue as at the start, since nodes have come or gone, or may have changed what this
     * one was not told of. What is coming in goes on.
     */
    public CompletionStage<Void> readAgain() {
        long ended = store.quotas().endedClaims(); // before: what ends later changes the catalogue later
        return catalogue.call(() -> {
            if (readiness == Readiness.READY) {
                try {
                    boolean restored = store.quotas().restoreAll(stored(agree()), ended);
                    agreesAt = restored ? agreesAt : store.clock().instant();
                } catch (IOException e) {
                    Log.warn("The directory for files can't be read", e);
                }
            }
            return null;
        });
    }

    /**
     * Another node has changed files of a user: looks what the user has now, and deletes what is not wanted any more.
     *
     * @param files those that were changed, as far as is known
     * @return whether files wait that can be read now
     */
    public CompletionStage<Boolean> changedElsewhere(JID owner, Set<FileId> files) {
        long ended = store.quotas().endedClaims(); // before: what ends later changes the catalogue later
        return catalogue.call(() -> {
            if (readiness != Readiness.READY) {
                return false; // which reads everything
            }
            List<FileCatalogue.Entry> entries = store.catalogue().entries(owner);
            boolean restored = store.quotas()
                    .restore(
                            owner,
                            entries.stream()
                                    .filter(FileStore::takesRoom)
                                    .map(this::stored)
                                    .toList(),
                            ended);
            Set<FileId> wanted = entries.stream()
                    .filter(entry -> entry.state().isStored())
                    .map(FileCatalogue.Entry::id)
                    .collect(Collectors.toSet());
            files.stream().filter(id -> !wanted.contains(id)).forEach(this::clearAway);
            if (!restored) {
                changedElsewhere(owner, Set.of());
            }
            return entries.stream()
                    .anyMatch(entry -> entry.state() == FileState.WAITING && isReachable(entry.directory()));
        });
    }

    /** Asks the other nodes to look whether files wait for a user. */
    public void askOthersToLook(JID owner) {
        store.others().look(owner);
    }

    /** @return users for whom files may wait, or are coming in */
    public Set<JID> owners() {
        return store.quotas().owners();
    }

    private void clearAway(FileId id) {
        IncomingFile coming = incoming.get(id);
        if (coming != null) {
            coming.cancel(RefusalReason.CANCELLED); // which deletes it
        } else {
            unlink(id);
        }
    }

    /** @return whether files of a directory can be read now: it is this node's, or that of another that is running */
    public boolean isReachable(String directory) {
        return directory.equals(store.directory().name()) || store.others().have(directory);
    }

    private Instant midnight() {
        LocalDate today = LocalDate.ofInstant(store.clock().instant(), ZoneOffset.UTC);
        return today.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private synchronized void become(Readiness changed) {
        if (readiness == Readiness.OPENING) {
            readiness = changed;
        }
    }

    /** @return whether files are taken at all: directory and database have been read, and the database answers */
    public boolean isAvailable() {
        return readiness == Readiness.READY && catalogue.isAvailable();
    }

    /**
     * @return whether nothing can be taken because directory or database can't be used; not while it is being opened
     */
    public boolean isTroubled() {
        return readiness == Readiness.TROUBLED || !catalogue.isAvailable();
    }

    /**
     * Promises room to a file.
     *
     * @throws RefusedException if it can't be taken
     */
    public Reservation reserve(NewFile offer, Reservation.Observer observer) throws RefusedException {
        if (!isAvailable()) {
            throw new RefusedException(RefusalReason.UNAVAILABLE);
        }
        TypePolicy policy = store.policy().get();
        boolean permitted = policy.permits(offer.name())
                && store.types().byName(offer.name()).map(policy::permits).orElse(true);
        if (!permitted) {
            throw new RefusedException(RefusalReason.TYPE_NOT_ALLOWED);
        }
        if (store.admission().apply(offer.size()) == Admission.REFUSE) {
            throw new RefusedException(RefusalReason.TOO_LARGE_TO_SCAN);
        }
        Quotas.Claim claim = store.quotas().reserve(offer.owner(), offer.sender(), offer.size());
        FileId id = FileId.random(random);
        IncomingFile file = new IncomingFile(store, catalogue, claim, id, offer, observer);
        incoming.put(id, file);
        file.ended().thenRun(() -> incoming.remove(id));
        return file;
    }

    /**
     * @return whether files may wait for a user, or are coming in; false is certain. Neither disk nor database is asked
     */
    public boolean mayHaveFilesFor(JID owner) {
        return readiness != Readiness.READY || store.quotas().usage(owner).files() > 0;
    }

    /**
     * @return files that wait for a user and can be read now, in the order in which they were taken; fails at once if
     *     the database is away
     */
    public CompletionStage<List<StoredFile>> waitingFor(JID owner) {
        return find(owner, Set.of(FileState.WAITING));
    }

    /**
     * @return files of a user that are whole and can be read now, also those that were linked to or are kept back, in
     *     the order in which they were taken; fails at once if the database is away
     */
    public CompletionStage<List<StoredFile>> filesOf(JID owner) {
        return find(
                owner,
                EnumSet.of(
                        FileState.WAITING, FileState.HELD, FileState.DETECTED, FileState.INFECTED, FileState.LINKED));
    }

    private CompletionStage<List<StoredFile>> find(JID owner, Set<FileState> states) {
        if (!mayHaveFilesFor(owner)) {
            return CompletableFuture.completedFuture(List.of()); // the database is spared most logins
        }
        return catalogue.callOnce(() -> store.catalogue().of(owner.asBareJID(), states).stream()
                .filter(file -> isReachable(file.directory()))
                .toList());
    }

    public CompletionStage<Optional<StoredFile>> find(FileId id) {
        return catalogue.call(() -> store.catalogue().find(id));
    }

    /**
     * Opens a whole file to be read, here or on another node; to be closed.
     *
     * @return fails with an {@link IOException} if there is no such file, or it can't be read now
     */
    public CompletionStage<OpenFile> read(StoredFile file) {
        FileId id = file.id();
        CompletableFuture<OpenFile> opened = new CompletableFuture<>();
        try {
            store.disk().execute(() -> {
                try {
                    SeekableByteChannel channel = store.directory().read(id);
                    opened.complete(new LocalFile(channel, store.disk()));
                } catch (NoSuchFileException e) {
                    readElsewhere(file, opened, e);
                } catch (IOException | RuntimeException e) {
                    opened.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            opened.completeExceptionally(e);
        }
        return opened;
    }

    private void readElsewhere(StoredFile file, CompletableFuture<OpenFile> opened, NoSuchFileException missing) {
        if (!store.others().have(file.directory())) {
            noteLost(file.id());
            opened.completeExceptionally(missing);
            return;
        }
        store.others().read(file).whenComplete((open, failure) -> {
            if (failure == null) {
                opened.complete(open);
            } else {
                opened.completeExceptionally(failure); // if the file is missing the other node notes it
            }
        });
    }

    /**
     * Reads a part of a whole file in the directory of this node, for another node.
     *
     * @param length of what is to be read, which is all in the file
     * @return completed by a thread of the store; fails with a {@link NoSuchFileException} if the file is not there
     */
    public CompletionStage<byte[]> readHere(FileId id, long offset, int length) {
        CompletableFuture<byte[]> read = new CompletableFuture<>();
        try {
            store.disk().execute(() -> {
                try (SeekableByteChannel channel = store.directory().read(id)) {
                    ByteBuffer bytes = ByteBuffer.allocate(length);
                    channel.position(offset);
                    while (bytes.hasRemaining()) {
                        if (channel.read(bytes) < 0) {
                            throw new EOFException();
                        }
                    }
                    read.complete(bytes.array());
                } catch (NoSuchFileException e) {
                    noteLost(id);
                    read.completeExceptionally(e);
                } catch (IOException | RuntimeException e) {
                    read.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            read.completeExceptionally(e);
        }
        return read;
    }

    /** A file that is to be in another directory is not ours to miss, unless there are no other nodes. */
    private void noteLost(FileId id) {
        String name = store.directory().name();
        boolean isAlone = !store.others().mayExist();
        change(
                        id,
                        file -> file.state().isThere()
                                && (isAlone || file.directory().equals(name)),
                        file -> file.in(FileState.LOST))
                .thenAccept(moved -> {
                    if (moved) {
                        Log.warn("The file {} is missing in the directory", id);
                    }
                });
    }

    /** @return false if it was not waiting; then nothing changes */
    public CompletionStage<Boolean> delivered(FileId id) {
        return change(id, FileStore::waits, file -> file.in(FileState.DELIVERED));
    }

    /** @return false if it was not waiting; then nothing changes */
    public CompletionStage<Boolean> declined(FileId id) {
        return change(id, FileStore::waits, file -> file.in(FileState.DECLINED));
    }

    /**
     * The scanner has found nothing in a file that was held, or it need not be scanned.
     *
     * @return false if it was not held; then nothing changes
     */
    public CompletionStage<Boolean> passed(FileId id) {
        return change(id, file -> file.state() == FileState.HELD, StoredFile::released);
    }

    /**
     * The scanner has found malware in a file that was held.
     *
     * @return false if it was not held; then nothing changes
     */
    public CompletionStage<Boolean> infected(FileId id, String finding) {
        return change(id, file -> file.state() == FileState.HELD, file -> file.infected(finding));
    }

    /** It was told that malware was found in a file. @return false if it is not that any more; then nothing changes */
    public CompletionStage<Boolean> told(FileId id) {
        return change(id, file -> file.state() == FileState.DETECTED, file -> file.in(FileState.INFECTED));
    }

    /**
     * An administrator lets a file go, whatever the scanner says.
     *
     * @return false if it was neither held nor infected; then nothing changes
     */
    public CompletionStage<Boolean> released(FileId id) {
        return change(id, file -> file.state().isKeptBack(), StoredFile::released);
    }

    /**
     * @return files in the directory of this node that are held, in the order in which they were taken; fails at once
     *     if the database is away
     */
    public CompletionStage<List<FileCatalogue.Entry>> held() {
        return here(FileState.HELD);
    }

    /** @return files in which malware was found, which was not told yet; otherwise as {@link #held} */
    public CompletionStage<List<FileCatalogue.Entry>> detected() {
        return here(FileState.DETECTED);
    }

    private CompletionStage<List<FileCatalogue.Entry>> here(FileState state) {
        return catalogue.callOnce(() -> store.catalogue().entries(state).stream()
                .filter(entry -> entry.directory().equals(store.directory().name()))
                .toList());
    }

    /** The owner is sent a link; the file stays. @return false if it was not waiting; then nothing changes */
    public CompletionStage<Boolean> linked(FileId id) {
        Instant now = now();
        return change(id, FileStore::waits, file -> file.linked(now));
    }

    /**
     * Somebody has got a whole file by its link. @return false if it is not in the state for that; then nothing changes
     */
    public CompletionStage<Boolean> downloaded(FileId id) {
        Instant now = now();
        return change(id, file -> file.state() == FileState.LINKED, file -> file.downloaded(now));
    }

    private Instant now() {
        return store.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static boolean waits(StoredFile file) {
        return file.state() == FileState.WAITING;
    }

    private CompletableFuture<Boolean> change(
            FileId id, Predicate<StoredFile> which, UnaryOperator<StoredFile> change) {
        Found before = new Found(id, which);
        return catalogue.call(() -> {
            boolean isRepeated = before.wasFound();
            if (!before.isFound()) {
                return false;
            }
            StoredFile changed = change.apply(before.file());
            boolean isUpdated = store.catalogue().update(changed, before.file().state());
            if (!isUpdated && !(isRepeated && isNow(id, changed.state()))) {
                return false; // another node was faster
            }
            store.changed(changed.offer().owner(), id);
            if (!changed.state().isStored()) {
                unlink(id);
            }
            if (!changed.state().isThere()) {
                before.removed();
            }
            return true;
        });
    }

    /** @return whether a change was written, though no answer came */
    private boolean isNow(FileId id, FileState state) {
        return store.catalogue().find(id).filter(file -> file.state() == state).isPresent();
    }

    /**
     * A file that is there, looked up once: whatever is done with it may have to be done again after the database was
     * away, and then it is no longer what it was.
     */
    private final class Found {

        private final FileId id;
        private final Predicate<StoredFile> which;
        private Optional<StoredFile> found = Optional.empty();

        private Found(FileId id, Predicate<StoredFile> which) {
            this.id = id;
            this.which = which;
        }

        private boolean wasFound() {
            return found.isPresent();
        }

        private boolean isFound() {
            if (found.isEmpty()) {
                found = store.catalogue().find(id).filter(which);
            }
            return found.isPresent();
        }

        private StoredFile file() {
            return found.orElseThrow();
        }

        private void tellOthers() {
            found.ifPresent(file -> store.changed(file.offer().owner(), id));
        }

        private void removed() {
            found.ifPresent(file -> store.quotas()
                    .removed(
                            file.offer().owner(),
                            file.offer().sender(),
                            file.offer().size()));
        }
    }

    /** The row is gone or says that the file is: if this fails, the next start does it. */
    private void unlink(FileId id) {
        try {
            store.directory().delete(id);
        } catch (IOException e) {
            Log.warn("A file could not be deleted. It is deleted at the next start", e);
        }
    }

    /** Deletes a file, in whatever state it is. If it is coming in, the transfer is ended. */
    public CompletionStage<Void> delete(FileId id) {
        Found before = new Found(id, file -> true);
        return catalogue.call(() -> {
            IncomingFile coming = incoming.get(id);
            if (coming != null) {
                coming.cancel(RefusalReason.CANCELLED); // which deletes it
            }
            boolean wasThere = before.isFound() && before.file().state().isThere();
            store.catalogue().delete(id);
            before.tellOthers();
            if (coming == null) {
                unlink(id);
            }
            if (wasThere) {
                before.removed();
            }
            return null;
        });
    }

    /** Deletes all files of a user, those that are coming in too. */
    public CompletionStage<Void> deleteOf(JID owner) {
        JID bare = owner.asBareJID();
        incoming.values().stream()
                .filter(file -> file.file().offer().owner().equals(bare))
                .forEach(file -> file.cancel(RefusalReason.CANCELLED));
        return catalogue.call(() -> store.catalogue().of(bare)).thenCompose(this::deleteAll);
    }

    /** Deletes all files, those that are coming in too. */
    public CompletionStage<Void> deleteAll() {
        incoming.values().forEach(file -> file.cancel(RefusalReason.CANCELLED));
        return catalogue
                .call(() -> store.catalogue().entries().stream()
                        .map(FileCatalogue.Entry::id)
                        .toList())
                .thenCompose(this::deleteAll);
    }

    private CompletionStage<Void> deleteAll(List<FileId> files) {
        return CompletableFuture.allOf(
                files.stream().map(id -> delete(id).toCompletableFuture()).toArray(CompletableFuture[]::new));
    }

    /**
     * Deletes what has waited too long, or was linked to too long ago, forgets what was delivered or declined before
     * today, finds what was lost.
     */
    public CompletionStage<Void> expire() {
        Instant oldest = store.clock().instant().minus(store.quotas().limits().retention());
        CompletionStage<Void> waiting = catalogue
                .call(() -> store.catalogue().takenBefore(oldest, KEPT))
                .thenCompose(this::deleteAll);
        CompletionStage<Void> done = catalogue
                .call(() -> store.catalogue().takenBefore(midnight(), Set.of(FileState.DELIVERED, FileState.DECLINED)))
                .thenCompose(this::deleteAll);
        return waiting.thenCombine(done, (one, other) -> null).thenCompose(nothing -> findLost());
    }

    /** Deletes files that somebody has got by their links before then. */
    public CompletionStage<Void> expireDownloaded(Instant before) {
        return catalogue.call(() -> store.catalogue().downloadedBefore(before)).thenCompose(this::deleteAll);
    }

    /** To be called every few seconds: ends silent transfers, measures the disk, and opens what could not be opened. */
    public void tick() {
        Instant now = store.clock().instant();
        Duration silence = store.quotas().limits().silence();
        incoming.values().forEach(file -> file.checkSilence(now, silence));
        if (readiness == Readiness.TROUBLED) {
            open();
        } else if (!now.isBefore(agreesAt)) {
            agreesAt = Instant.MAX;
            readAgain();
        } else {
            measureDiskSoon();
        }
    }

    private void measureDiskSoon() {
        try {
            store.disk().execute(this::measureDisk);
        } catch (RejectedExecutionException e) {
            Log.debug("The disk is not measured, because too much waits for it or the store is closing");
        }
    }

    private void measureDisk() {
        try {
            store.quotas().diskHas(store.directory().usableBytes());
        } catch (IOException e) {
            Log.debug("The disk can't be measured", e);
        }
    }

    /** @return how many files are coming in now */
    public int incoming() {
        return incoming.size();
    }

    /** Ends what is coming in, and waits for disk and database, for some seconds at most. */
    @Override
    public void close() {
        synchronized (this) {
            readiness = Readiness.CLOSED;
        }
        List<IncomingFile> open = List.copyOf(incoming.values());
        open.forEach(file -> file.abort(RefusalReason.CANCELLED));
        try {
            allOf(open).get(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            Log.warn("Some files that were coming in could not be deleted. They are deleted at the next start");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writes.close();
    }
}

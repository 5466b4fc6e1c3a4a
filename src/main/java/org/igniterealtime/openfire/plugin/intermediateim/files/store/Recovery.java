package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileContent;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusedException;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes directory and catalogue agree, after a crash and when nodes have come or gone. A file that had arrived
 * completely is kept, although its sender may not have been told so. It can be stopped at any step and run again.
 */
final class Recovery {

    private static final Logger Log = LoggerFactory.getLogger(Recovery.class);

    private static final int BUFFER_BYTES = 64 * 1024;

    /** After the sender has been silent for too long, another node that shares the directory ends a transfer. */
    private static final Duration TIME_TO_END = Duration.ofMinutes(1);

    private final Surroundings store;
    private final Predicate<FileId> isComingIn;
    private final boolean isAlone;
    private final Map<FileId, FileDirectory.Entry> found = new HashMap<>(); // a whole file, if there is one
    private boolean hasLeftTransfers;

    /** @param isComingIn whether this node is receiving a file now */
    Recovery(Surroundings store, Predicate<FileId> isComingIn) {
        this.store = store;
        this.isComingIn = isComingIn;
        this.isAlone = !store.others().mayExist();
    }

    /**
     * @return every file that takes room in the store, and every one that no longer does
     * @throws IOException if the directory can't be used
     */
    List<FileCatalogue.Entry> run() throws IOException {
        store.directory().open();
        list(); // first: what another node begins from now on has its row before it has its file
        List<FileCatalogue.Entry> entries = new ArrayList<>();
        List<FileId> lost = new ArrayList<>();
        for (FileCatalogue.Entry entry : store.catalogue().entries()) {
            Optional<FileCatalogue.Entry> agreed = agree(entry);
            agreed.ifPresent(entries::add);
            agreed.filter(each -> each.state() == FileState.LOST).ifPresent(each -> lost.add(each.id()));
        }
        deleteOrphans(entries);
        if (!lost.isEmpty()) {
            Log.warn("{} files are missing in the directory, for example {}", lost.size(), lost.get(0));
        }
        return entries;
    }

    /**
     * @return whether there are transfers that another node may be receiving into the same directory, or that nobody
     *     receives any more: that can be told when they have been silent for longer
     */
    boolean hasLeftTransfers() {
        return hasLeftTransfers;
    }

    private void list() throws IOException {
        Collection<FileDirectory.Entry> listed = store.directory().list();
        listed.forEach(file -> found.merge(file.id(), file, (one, other) -> one.whole() ? one : other));
    }

    /**
     * Looks for files that were missing.
     *
     * @return those that are there again
     * @throws IOException if the directory can't be read
     */
    List<FileCatalogue.Entry> findLost() throws IOException {
        List<FileCatalogue.Entry> lost = store.catalogue().entries().stream()
                .filter(entry -> entry.state() == FileState.LOST)
                .toList();
        if (lost.isEmpty()) {
            return List.of();
        }
        list();
        return lost.stream().filter(this::isThere).map(this::foundAgain).toList();
    }

    /** @return what holds afterwards; empty if the file is not known any more */
    private Optional<FileCatalogue.Entry> agree(FileCatalogue.Entry entry) throws IOException {
        return switch (entry.state()) {
            case RECEIVING ->
                isComingIn.test(entry.id()) || mayBeReceivedElsewhere(entry) ? Optional.of(entry) : complete(entry);
            case WAITING, HELD, DETECTED, INFECTED, LINKED ->
                Optional.of(isThere(entry) ? here(entry) : isLost(entry) ? lost(entry) : entry);
            case LOST -> Optional.of(isThere(entry) ? foundAgain(entry) : entry);
            case DELIVERED, DECLINED -> Optional.of(entry);
        };
    }

    /**
     * What goes into another directory is that node's own. Where nodes share a directory a transfer that nobody has
     * ended for its silence has lost its node.
     */
    private boolean mayBeReceivedElsewhere(FileCatalogue.Entry entry) {
        if (isAlone) {
            return false;
        }
        if (!isHere(entry)) {
            return true;
        }
        FileDirectory.Entry file = found.get(entry.id());
        Duration quiet = Duration.between(
                file == null ? entry.taken() : file.changed(), store.clock().instant());
        boolean may = quiet.compareTo(store.quotas().limits().silence().plus(TIME_TO_END)) < 0;
        hasLeftTransfers |= may;
        return may;
    }

    /** @return whether the file is to be in the directory of this node */
    private boolean isHere(FileCatalogue.Entry entry) {
        return entry.directory().equals(store.directory().name());
    }

    /**
     * A file that is to be in another directory is that node's to miss, even if that node is not running. In a shared
     * directory a file may be seen later than its row; if it is not there at all, that is found out when it is read.
     */
    private boolean isLost(FileCatalogue.Entry entry) throws IOException {
        boolean isOurs =
                isHere(entry) && store.others().areKnown() && !store.others().have(entry.directory());
        return (isAlone || isOurs)
                && !store.directory().has(entry.id()); // it may have come after the directory was read
    }

    /** @return the entry of a file that is in this directory, whatever was known of it */
    private FileCatalogue.Entry here(FileCatalogue.Entry entry) {
        if (isHere(entry)) {
            return entry;
        }
        String directory = store.directory().name();
        store.catalogue().move(entry.id(), directory);
        store.changed(entry.owner(), entry.id());
        return new FileCatalogue.Entry(
                entry.id(), entry.owner(), entry.sender(), entry.size(), entry.taken(), entry.state(), directory);
    }

    private boolean isThere(FileCatalogue.Entry entry) {
        FileDirectory.Entry file = found.get(entry.id());
        return file != null && file.whole() && file.size() == entry.size();
    }

    private FileCatalogue.Entry lost(FileCatalogue.Entry entry) {
        return changed(entry, file -> file.in(FileState.LOST));
    }

    private FileCatalogue.Entry foundAgain(FileCatalogue.Entry entry) {
        return here(changed(entry, file -> store.held(file.found())));
    }

    private FileCatalogue.Entry changed(FileCatalogue.Entry entry, UnaryOperator<StoredFile> change) {
        Optional<StoredFile> changed = store.catalogue().find(entry.id()).map(change);
        boolean isChanged = changed.filter(file -> update(file, entry.state())).isPresent();
        return isChanged ? in(changed.get().state(), entry) : entry;
    }

    private boolean update(StoredFile file, FileState before) {
        boolean updated = store.catalogue().update(file, before);
        if (updated) {
            store.changed(file.offer().owner(), file.id());
        }
        return updated;
    }

    private static FileCatalogue.Entry in(FileState state, FileCatalogue.Entry entry) {
        return new FileCatalogue.Entry(
                entry.id(), entry.owner(), entry.sender(), entry.size(), entry.taken(), state, entry.directory());
    }

    private Optional<FileCatalogue.Entry> complete(FileCatalogue.Entry entry) throws IOException {
        FileDirectory.Entry there = found.get(entry.id());
        Optional<StoredFile> file = store.catalogue().find(entry.id());
        if (file.isPresent() && there != null && there.size() == entry.size()) {
            Optional<FileContent> content = check(file.get(), there.whole());
            if (content.isPresent()) {
                if (!there.whole()) {
                    store.directory().force(entry.id());
                    store.directory().rename(entry.id());
                }
                StoredFile whole = store.held(file.get().whole(content.get()));
                update(whole, FileState.RECEIVING);
                return Optional.of(here(in(whole.state(), entry)));
            }
        }
        store.directory().delete(entry.id());
        store.catalogue().delete(entry.id());
        store.changed(entry.owner(), entry.id());
        return Optional.empty();
    }

    private Optional<FileContent> check(StoredFile file, boolean whole) throws IOException {
        ContentCheck check =
                new ContentCheck(file.offer(), store.types(), store.policy().get());
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try (SeekableByteChannel bytes =
                whole ? store.directory().read(file.id()) : store.directory().readPart(file.id())) {
            while (bytes.read(buffer) >= 0) {
                check.update(buffer.flip());
                buffer.clear();
            }
            return Optional.of(check.finish());
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }

    private void deleteOrphans(List<FileCatalogue.Entry> entries) throws IOException {
        Map<FileId, FileState> known = new HashMap<>();
        entries.forEach(entry -> known.put(entry.id(), entry.state()));
        for (FileId id : found.keySet()) {
            FileState state = known.get(id);
            boolean isOrphan = state == null ? !store.catalogue().has(id) : !state.isStored();
            if (isOrphan && !isComingIn.test(id)) {
                store.directory().delete(id);
            }
        }
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * Makes directory and catalogue agree after a crash. A file that had arrived completely is kept, although its sender
 * may not have been told so. It can be stopped at any step and run again.
 */
final class Recovery {

    private static final Logger Log = LoggerFactory.getLogger(Recovery.class);

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Surroundings store;
    private final Map<FileId, FileDirectory.Entry> found = new HashMap<>(); // a whole file, if there is one

    Recovery(Surroundings store) {
        this.store = store;
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
            case RECEIVING -> isReceivedElsewhere(entry) ? Optional.of(entry) : complete(entry);
            case WAITING, HELD, INFECTED, LINKED -> Optional.of(isThere(entry) ? entry : lost(entry));
            case LOST -> Optional.of(isThere(entry) ? foundAgain(entry) : entry);
            case DELIVERED, DECLINED -> Optional.of(entry);
        };
    }

    private boolean isReceivedElsewhere(FileCatalogue.Entry entry) {
        return !entry.node().equals(store.node()) && store.isNodeRunning().test(entry.node());
    }

    private boolean isThere(FileCatalogue.Entry entry) {
        FileDirectory.Entry file = found.get(entry.id());
        return file != null && file.whole() && file.size() == entry.size();
    }

    private FileCatalogue.Entry lost(FileCatalogue.Entry entry) {
        return changed(entry, file -> file.in(FileState.LOST));
    }

    private FileCatalogue.Entry foundAgain(FileCatalogue.Entry entry) {
        return changed(entry, file -> store.held(file.found()));
    }

    private FileCatalogue.Entry changed(FileCatalogue.Entry entry, UnaryOperator<StoredFile> change) {
        Optional<StoredFile> changed = store.catalogue().find(entry.id()).map(change);
        changed.ifPresent(store.catalogue()::update);
        return changed.map(file -> in(file.state(), entry)).orElse(entry);
    }

    private static FileCatalogue.Entry in(FileState state, FileCatalogue.Entry entry) {
        return new FileCatalogue.Entry(
                entry.id(), entry.owner(), entry.sender(), entry.size(), entry.taken(), state, entry.node());
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
                store.catalogue().update(whole);
                return Optional.of(in(whole.state(), entry));
            }
        }
        store.directory().delete(entry.id());
        store.catalogue().delete(entry.id());
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
            if (state == null ? !store.catalogue().has(id) : !state.isStored()) {
                store.directory().delete(id);
            }
        }
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.xmpp.packet.JID;

/** Passes everything on to another catalogue. */
class ForwardingCatalogue implements FileCatalogue {

    private final FileCatalogue catalogue;

    ForwardingCatalogue(FileCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Comes before everything. */
    void before() {
        // nothing
    }

    @Override
    public void insert(StoredFile file) {
        before();
        catalogue.insert(file);
    }

    @Override
    public boolean update(StoredFile file, FileState state) {
        before();
        return catalogue.update(file, state);
    }

    @Override
    public void move(FileId id, String directory) {
        before();
        catalogue.move(id, directory);
    }

    @Override
    public void delete(FileId id) {
        before();
        catalogue.delete(id);
    }

    @Override
    public Optional<StoredFile> find(FileId id) {
        before();
        return catalogue.find(id);
    }

    @Override
    public boolean has(FileId id) {
        before();
        return catalogue.has(id);
    }

    @Override
    public Optional<StoredFile> findByLink(String hash) {
        before();
        return catalogue.findByLink(hash);
    }

    @Override
    public List<StoredFile> of(JID owner, Set<FileState> states) {
        before();
        return catalogue.of(owner, states);
    }

    @Override
    public List<FileId> of(JID owner) {
        before();
        return catalogue.of(owner);
    }

    @Override
    public List<FileId> takenBefore(Instant time, Set<FileState> states) {
        before();
        return catalogue.takenBefore(time, states);
    }

    @Override
    public List<FileId> downloadedBefore(Instant time) {
        before();
        return catalogue.downloadedBefore(time);
    }

    @Override
    public List<Entry> entries() {
        before();
        return catalogue.entries();
    }

    @Override
    public List<Entry> entries(JID owner) {
        before();
        return catalogue.entries(owner);
    }

    @Override
    public List<Place> places() {
        before();
        return catalogue.places();
    }

    @Override
    public List<Entry> entries(FileState state) {
        before();
        return catalogue.entries(state);
    }

    @Override
    public Page page(Set<FileState> states, int offset, int count) {
        before();
        return catalogue.page(states, offset, count);
    }

    @Override
    public Page search(String search, int offset, int count) {
        before();
        return catalogue.search(search, offset, count);
    }

    @Override
    public Inboxes inboxes(String search, int offset, int count) {
        before();
        return catalogue.inboxes(search, offset, count);
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.SentLink;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.xmpp.packet.JID;

/** In memory, and away when told to be. */
public final class MemoryCatalogue implements FileCatalogue {

    private final Map<FileId, StoredFile> files = new LinkedHashMap<>();
    private boolean away;
    private boolean answersLost;

    public void away(boolean isAway) {
        away = isAway;
    }

    /** The next change is made, but nobody learns of it. */
    void loseNextAnswer() {
        answersLost = true;
    }

    private void reach() {
        if (away) {
            throw new CatalogueException(new SQLException("away"));
        }
    }

    private void answer() {
        if (answersLost) {
            answersLost = false;
            throw new CatalogueException(new SQLException("the connection was lost"));
        }
    }

    @Override
    public void insert(StoredFile file) {
        reach();
        files.putIfAbsent(file.id(), file);
        answer();
    }

    @Override
    public boolean update(StoredFile file, FileState before) {
        reach();
        boolean updates = find(file.id()).filter(old -> old.state() == before).isPresent();
        if (updates) {
            files.put(file.id(), file);
        }
        answer();
        return updates;
    }

    /** Writes a file, whatever it was before. */
    public void update(StoredFile file) {
        files.put(file.id(), file);
    }

    @Override
    public void move(FileId id, String directory) {
        reach();
        files.computeIfPresent(
                id,
                (same, file) -> new StoredFile(
                        id, file.offer(), file.taken(), file.state(), file.content(), file.link(), directory));
        answer();
    }

    @Override
    public void delete(FileId id) {
        reach();
        files.remove(id);
        answer();
    }

    @Override
    public Optional<StoredFile> find(FileId id) {
        reach();
        return Optional.ofNullable(files.get(id));
    }

    @Override
    public boolean has(FileId id) {
        reach();
        return files.containsKey(id);
    }

    @Override
    public Optional<StoredFile> findByLink(String hash) {
        return all(file -> linkHash(file.id()).equals(hash)).stream().findFirst();
    }

    /** @return what stands for the hash of the token in the link to a file */
    public static String linkHash(FileId id) {
        return "hash of " + id;
    }

    @Override
    public List<StoredFile> of(JID owner, Set<FileState> states) {
        return all(file -> states.contains(file.state()) && file.offer().owner().equals(owner));
    }

    @Override
    public List<FileId> of(JID owner) {
        return ids(file -> file.offer().owner().equals(owner));
    }

    @Override
    public List<FileId> takenBefore(Instant time, Set<FileState> states) {
        return ids(file -> file.taken().isBefore(time)
                && file.link().stream().allMatch(link -> link.sent().isBefore(time))
                && states.contains(file.state()));
    }

    @Override
    public List<FileId> downloadedBefore(Instant time) {
        return ids(file -> file.state() == FileState.LINKED
                && file.link()
                        .flatMap(SentLink::downloaded)
                        .filter(when -> when.isBefore(time))
                        .isPresent());
    }

    @Override
    public List<Entry> entries() {
        return entries(file -> true);
    }

    @Override
    public List<Entry> entries(JID owner) {
        return entries(file -> file.offer().owner().equals(owner));
    }

    @Override
    public List<Place> places() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Entry> entries(FileState state) {
        return entries(file -> file.state() == state);
    }

    private List<Entry> entries(Predicate<StoredFile> which) {
        return all(which).stream()
                .map(file -> new Entry(
                        file.id(),
                        file.offer().owner(),
                        file.offer().sender().asBareJID(),
                        file.offer().size(),
                        file.taken(),
                        file.state(),
                        file.directory()))
                .toList();
    }

    @Override
    public Page page(Set<FileState> states, int offset, int count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page search(String search, int offset, int count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Inboxes inboxes(String search, int offset, int count) {
        throw new UnsupportedOperationException();
    }

    private List<FileId> ids(Predicate<StoredFile> which) {
        return all(which).stream().map(StoredFile::id).toList();
    }

    private List<StoredFile> all(Predicate<StoredFile> which) {
        reach();
        return files.values().stream()
                .filter(which)
                .sorted(Comparator.comparing(StoredFile::taken))
                .toList();
    }
}

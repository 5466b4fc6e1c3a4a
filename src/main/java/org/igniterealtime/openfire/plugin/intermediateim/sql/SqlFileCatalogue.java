package org.igniterealtime.openfire.plugin.intermediateim.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileContent;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileName;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.NewFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.OfferedTo;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.SentLink;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.xmpp.packet.JID;

/** What is known about files, in the database. */
public final class SqlFileCatalogue implements FileCatalogue {

    private static final String TABLE = "ofIntermediateImFile";
    private static final String COLUMNS =
            "fileID, owner, sender, senderResource, fileName, fileSize, md5, description, "
                    + "offeredTo, takenTime, state, mediaType, sha256, linkedTime, downloadedTime, finding, node";
    private static final String FILES = "SELECT " + COLUMNS + " FROM " + TABLE;
    private static final String ENTRIES =
            "SELECT fileID, owner, sender, fileSize, takenTime, state, node FROM " + TABLE;
    private static final String IDS = "SELECT fileID FROM " + TABLE;
    private static final String BY_ID = " WHERE fileID = ?";
    private static final String FOUND = " WHERE LOWER(owner) LIKE ? ESCAPE '!' OR LOWER(sender) LIKE ? ESCAPE '!' "
            + "OR LOWER(fileName) LIKE ? ESCAPE '!'";

    private static final String INBOXES = "SELECT owner, SUM(CASE WHEN state = 'LOST' THEN 0 ELSE 1 END), "
            + "SUM(CASE WHEN state = 'LOST' THEN 0 ELSE fileSize END) AS bytes, "
            + "SUM(CASE WHEN state = 'LOST' THEN 1 ELSE 0 END), MIN(takenTime) FROM "
            + TABLE;
    private static final String STORED =
            " WHERE state IN ('RECEIVING', 'WAITING', 'HELD', 'DETECTED', 'INFECTED', 'LINKED', 'LOST')";

    private static final Set<FileState> THERE = EnumSet.copyOf(
            Stream.of(FileState.values()).filter(FileState::isThere).toList());

    private final Sql sql;
    private final Function<FileId, String> linkHash;

    /** @param linkHash tells the hash of the token in a file's link, at most 64 characters */
    public SqlFileCatalogue(Database database, Function<FileId, String> linkHash) {
        this.sql = new Sql(database);
        this.linkHash = linkHash;
    }

    private <T> T run(Sql.Work<T> work) {
        try {
            return sql.run(work);
        } catch (SQLException e) {
            throw new CatalogueException(e);
        }
    }

    private <T> List<T> list(String select, Statements.RowReader<T> reader, Object... values) {
        return Rows.present(
                run(statements -> statements.list(select, row -> Rows.readable("file", row, reader), values)));
    }

    @Override
    public void insert(StoredFile file) {
        run(statements -> {
            try {
                return insertNow(statements, file);
            } catch (SQLException e) {
                if (!isThere(statements, file.id())) {
                    throw e;
                }
                return 0;
            }
        });
    }

    private int insertNow(Statements statements, StoredFile file) throws SQLException {
        NewFile offer = file.offer();
        return statements.update(
                "INSERT INTO " + TABLE + " (" + COLUMNS + ", linkHash) "
                        + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                file.id().hex(),
                offer.owner().toBareJID(),
                offer.sender().toBareJID(),
                Rows.resource(offer.sender()),
                offer.name().text(),
                offer.size(),
                offer.md5().orElse(""),
                offer.description(),
                offer.offeredTo().name(),
                file.taken().toEpochMilli(),
                file.state().name(),
                mediaType(file),
                sha256(file),
                linked(file),
                downloaded(file),
                finding(file),
                file.directory(),
                linkHash.apply(file.id()));
    }

    private static String mediaType(StoredFile file) {
        return file.content().map(FileContent::mediaType).orElse("");
    }

    private static String sha256(StoredFile file) {
        return file.content().map(FileContent::sha256).orElse("");
    }

    private static String finding(StoredFile file) {
        return file.content().flatMap(FileContent::finding).orElse("");
    }

    private static Long linked(StoredFile file) {
        return file.link().map(link -> link.sent().toEpochMilli()).orElse(null);
    }

    private static Long downloaded(StoredFile file) {
        return file.link()
                .flatMap(SentLink::downloaded)
                .map(Instant::toEpochMilli)
                .orElse(null);
    }

    @Override
    public boolean has(FileId id) {
        return run(statements -> has(statements, id));
    }

    private static boolean has(Statements statements, FileId id) throws SQLException {
        return statements.number("SELECT COUNT(*) FROM " + TABLE + BY_ID, id.hex()) > 0;
    }

    private static boolean isThere(Statements statements, FileId id) {
        try {
            return has(statements, id);
        } catch (SQLException e) {
            return false; // not known: the first failure counts
        }
    }

    /** The hash is written again, so that a link is good though the key was changed since the file was taken. */
    @Override
    public boolean update(StoredFile file, FileState before) {
        int changed = run(statements -> statements.update(
                "UPDATE " + TABLE
                        + " SET state = ?, mediaType = ?, sha256 = ?, finding = ?, linkedTime = ?, downloadedTime = ?, "
                        + "linkHash = ?"
                        + BY_ID
                        + " AND state = ?",
                file.state().name(),
                mediaType(file),
                sha256(file),
                finding(file),
                linked(file),
                downloaded(file),
                linkHash.apply(file.id()),
                file.id().hex(),
                before.name()));
        return changed > 0;
    }

    @Override
    public void move(FileId id, String directory) {
        run(statements -> statements.update("UPDATE " + TABLE + " SET node = ?" + BY_ID, directory, id.hex()));
    }

    @Override
    public void delete(FileId id) {
        run(statements -> statements.update("DELETE FROM " + TABLE + BY_ID, id.hex()));
    }

    @Override
    public Optional<StoredFile> find(FileId id) {
        return list(FILES + BY_ID, SqlFileCatalogue::readFile, id.hex()).stream()
                .findFirst();
    }

    @Override
    public Optional<StoredFile> findByLink(String hash) {
        return list(FILES + " WHERE linkHash = ?", SqlFileCatalogue::readFile, hash).stream()
                .findFirst();
    }

    @Override
    public List<StoredFile> of(JID owner, Set<FileState> states) {
        return list(
                FILES + " WHERE owner = ? AND " + oneOf(states) + " ORDER BY takenTime, fileID",
                SqlFileCatalogue::readFile,
                values(states, owner.toBareJID()));
    }

    private static String oneOf(Set<FileState> states) {
        return "state IN (" + String.join(", ", Collections.nCopies(states.size(), "?")) + ")";
    }

    private static Object[] values(Set<FileState> states, Object... before) {
        return Stream.concat(Stream.of(before), states.stream().map(FileState::name))
                .toArray();
    }

    @Override
    public List<FileId> of(JID owner) {
        return list(IDS + " WHERE owner = ?", SqlFileCatalogue::readId, owner.toBareJID());
    }

    @Override
    public List<FileId> takenBefore(Instant time, Set<FileState> states) {
        long before = time.toEpochMilli();
        return list(
                IDS + " WHERE takenTime < ? AND (linkedTime IS NULL OR linkedTime < ?) AND " + oneOf(states),
                SqlFileCatalogue::readId,
                values(states, before, before));
    }

    @Override
    public List<FileId> downloadedBefore(Instant time) {
        return list(
                IDS + " WHERE downloadedTime < ? AND state = ?",
                SqlFileCatalogue::readId,
                time.toEpochMilli(),
                FileState.LINKED.name());
    }

    @Override
    public List<Entry> entries() {
        return list(ENTRIES, SqlFileCatalogue::readEntry);
    }

    @Override
    public List<Entry> entries(JID owner) {
        return list(ENTRIES + " WHERE owner = ?", SqlFileCatalogue::readEntry, owner.toBareJID());
    }

    @Override
    public List<Entry> entries(FileState state) {
        return list(ENTRIES + " WHERE state = ? ORDER BY takenTime, fileID", SqlFileCatalogue::readEntry, state.name());
    }

    @Override
    public List<Place> places() {
        return list(
                "SELECT node, COUNT(*), SUM(fileSize) AS bytes FROM " + TABLE + " WHERE " + oneOf(THERE)
                        + " GROUP BY node ORDER BY bytes DESC, node",
                row -> new Place(row.getString(1), row.getInt(2), row.getLong(3)),
                values(THERE));
    }

    private static Entry readEntry(ResultSet row) throws SQLException {
        return new Entry(
                readId(row),
                Rows.jid(row.getString(2), ""),
                Rows.jid(row.getString(3), ""),
                row.getLong(4),
                Instant.ofEpochMilli(row.getLong(5)),
                FileState.valueOf(row.getString(6)),
                row.getString(7));
    }

    @Override
    public Page search(String search, int offset, int count) {
        String pattern = containing(search);
        return search.isEmpty() ? page(offset, count, "") : page(offset, count, FOUND, pattern, pattern, pattern);
    }

    @Override
    public Page page(Set<FileState> states, int offset, int count) {
        return page(offset, count, " WHERE " + oneOf(states), values(states));
    }

    private Page page(int offset, int count, String where, Object... values) {
        return run(statements -> {
            List<StoredFile> files = Rows.present(statements.page(
                    offset,
                    count,
                    FILES + where + " ORDER BY takenTime DESC, fileID",
                    row -> Rows.readable("file", row, SqlFileCatalogue::readFile),
                    values));
            return new Page(files, statements.number("SELECT COUNT(*) FROM " + TABLE + where, values));
        });
    }

    private static String containing(String search) {
        return "%" + search.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%";
    }

    @Override
    public Inboxes inboxes(String search, int offset, int count) {
        String where = search.isEmpty() ? STORED : STORED + " AND LOWER(owner) LIKE ? ESCAPE '!'";
        Object[] values = search.isEmpty() ? new Object[0] : new Object[] {containing(search)};
        return run(statements -> {
            List<Inbox> inboxes = statements.page(
                    offset,
                    count,
                    INBOXES + where + " GROUP BY owner ORDER BY bytes DESC, owner",
                    SqlFileCatalogue::readInbox,
                    values);
            return new Inboxes(
                    inboxes, statements.number("SELECT COUNT(DISTINCT owner) FROM " + TABLE + where, values));
        });
    }

    private static Inbox readInbox(ResultSet row) throws SQLException {
        return new Inbox(
                Rows.jid(row.getString(1), ""),
                row.getInt(2),
                row.getLong(3),
                row.getInt(4),
                Instant.ofEpochMilli(row.getLong(5)));
    }

    private static FileId readId(ResultSet row) throws SQLException {
        return new FileId(row.getString(1));
    }

    private static StoredFile readFile(ResultSet row) throws SQLException {
        NewFile offer = new NewFile(
                Rows.jid(row.getString(3), row.getString(4)),
                Rows.jid(row.getString(2), ""),
                FileName.of(row.getString(5)),
                row.getLong(6),
                Optional.of(row.getString(7)).filter(hash -> !hash.isEmpty()),
                row.getString(8),
                OfferedTo.valueOf(row.getString(9)));
        String sha256 = row.getString(13);
        return new StoredFile(
                readId(row),
                offer,
                Instant.ofEpochMilli(row.getLong(10)),
                FileState.valueOf(row.getString(11)),
                sha256.isEmpty() ? Optional.empty() : Optional.of(content(row, sha256)),
                link(row),
                row.getString(17));
    }

    private static FileContent content(ResultSet row, String sha256) throws SQLException {
        Optional<String> finding = Optional.of(row.getString(16)).filter(name -> !name.isEmpty());
        return new FileContent(row.getString(12), sha256, finding);
    }

    private static Optional<SentLink> link(ResultSet row) throws SQLException {
        Optional<Instant> downloaded = time(row, 15);
        return time(row, 14).map(sent -> new SentLink(sent, downloaded));
    }

    private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}

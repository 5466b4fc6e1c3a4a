package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.Admission;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileName;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.NewFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.OfferedTo;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusalReason;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusedException;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.storage.WriteQueue;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FakeClock;
import org.igniterealtime.openfire.plugin.intermediateim.testing.ManualTasks;
import org.xmpp.packet.JID;

/** A store in a real directory, in which everything is done at once unless a test wants otherwise. */
public final class StoreFixture {

    public static final JID ROMEO = new JID("romeo@montague.lit/orchard");
    public static final JID JULIET = new JID("juliet@capulet.lit");
    public static final JID NURSE = new JID("nurse@capulet.lit");

    static final Limits LIMITS =
            new Limits(1 << 20, 4 << 20, 100, 8 << 20, 5, 16 << 20, 0, Duration.ofSeconds(30), Duration.ofDays(30));

    public static final Limits WITHOUT_LIMITS = new Limits(
            1L << 40, 1L << 40, 1000, 1L << 40, 100, 1L << 40, 0, Duration.ofSeconds(30), Duration.ofDays(30));

    private static final MediaTypes TYPES = types();

    final Path path;
    public final FileDirectory directory;
    public final FakeClock clock;
    public final MemoryCatalogue rows;
    public final ManualTasks writer = new ManualTasks();
    public final Quotas quotas;
    final WriteQueue writes;
    public final FileStore store;
    public TypePolicy policy = TypePolicy.ALL;
    public LongFunction<Admission> admission = size -> Admission.PASS;
    public OtherNodes others = OtherNodes.NONE;

    /** What a store works with, each of which a test can put something in front of. */
    record Parts(UnaryOperator<FileDirectory> directory, UnaryOperator<FileCatalogue> catalogue, Executor disk) {

        static final Parts PLAIN = new Parts(UnaryOperator.identity(), UnaryOperator.identity(), Runnable::run);
    }

    private static MediaTypes types() {
        try {
            return new MediaTypes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public StoreFixture(Path path) {
        this(path, new MemoryCatalogue(), new FakeClock(), Parts.PLAIN);
    }

    /** @param disk runs what waits for the disk */
    public StoreFixture(Path path, Executor disk) {
        this(path, new Parts(UnaryOperator.identity(), UnaryOperator.identity(), disk));
    }

    StoreFixture(Path path, Parts parts) {
        this(path, new MemoryCatalogue(), new FakeClock(), parts);
    }

    private StoreFixture(Path path, MemoryCatalogue rows, FakeClock clock, Parts parts) {
        this.path = path;
        this.directory = parts.directory().apply(new LocalDirectory(path, "verona"));
        this.rows = rows;
        this.clock = clock;
        this.quotas = new Quotas(LIMITS, "capulet.lit", clock);
        this.writes = new WriteQueue("files", new WriteQueue.Bounds(Integer.MAX_VALUE, Long.MAX_VALUE), writer);
        this.store = new FileStore(
                new Surroundings(
                        directory,
                        parts.catalogue().apply(rows),
                        parts.disk(),
                        quotas,
                        TYPES,
                        () -> policy,
                        size -> admission.apply(size),
                        clock,
                        new CurrentNodes()),
                writes);
    }

    /** Those that a test has set. */
    private final class CurrentNodes implements OtherNodes {

        @Override
        public boolean mayExist() {
            return others.mayExist();
        }

        @Override
        public boolean areKnown() {
            return others.areKnown();
        }

        @Override
        public boolean have(String directory) {
            return others.have(directory);
        }

        @Override
        public CompletionStage<OpenFile> read(StoredFile file) {
            return others.read(file);
        }

        @Override
        public void opened(String directory) {
            others.opened(directory);
        }

        @Override
        public void changed(JID owner, FileId file) {
            others.changed(owner, file);
        }

        @Override
        public void look(JID owner) {
            others.look(owner);
        }
    }

    /** @return a new store with the same directory and catalogue, as after a restart; not open yet */
    StoreFixture again() {
        return again(Parts.PLAIN);
    }

    StoreFixture again(Parts parts) {
        return new StoreFixture(path, rows, clock, parts);
    }

    /** @return a store of another node with the same catalogue; not open yet */
    public StoreFixture onAnotherNode(Path directory) {
        return new StoreFixture(directory, rows, clock, Parts.PLAIN);
    }

    public StoreFixture open() {
        store.open();
        return this;
    }

    /** What a reservation tells. */
    static final class Told implements Reservation.Observer {

        final List<RefusalReason> failures = new ArrayList<>();
        int drained;

        @Override
        public void drained() {
            drained++;
        }

        @Override
        public void failed(RefusalReason reason) {
            failures.add(reason);
        }
    }

    static NewFile offer(String name, long size) {
        return offer(ROMEO, JULIET, name, size, null);
    }

    static NewFile offer(JID sender, JID owner, String name, long size, String md5) {
        return new NewFile(
                sender, owner, FileName.of(name), size, Optional.ofNullable(md5), "", OfferedTo.FILES_ADDRESS);
    }

    public static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    public static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }

    static String hash(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Begins, writes in pieces, and completes. */
    CompletionStage<StoredFile> send(NewFile offer, byte[] content) throws RefusedException {
        Reservation reservation = store.reserve(offer, new Told());
        reservation.begin();
        for (int i = 0; i < content.length; i += 10_000) {
            reservation.write(ByteBuffer.wrap(content, i, Math.min(10_000, content.length - i)));
        }
        return reservation.complete();
    }

    public StoredFile sent(String name, byte[] content) throws RefusedException {
        return now(send(offer(name, content.length), content));
    }

    /** @return what the stage, which is done, has come to */
    static <T> T now(CompletionStage<T> stage) {
        if (!stage.toCompletableFuture().isDone()) {
            throw new AssertionError("not done");
        }
        return stage.toCompletableFuture().join();
    }

    static boolean isDone(CompletionStage<?> stage) {
        return stage.toCompletableFuture().isDone();
    }

    /** @return why the stage, which is done, has failed */
    static RefusalReason refusal(CompletionStage<?> stage) {
        try {
            now(stage);
        } catch (CompletionException e) {
            if (e.getCause() instanceof RefusedException refused) {
                return refused.reason();
            }
            throw e;
        }
        throw new AssertionError("not refused");
    }

    public byte[] read(StoredFile file) throws IOException {
        return Files.readAllBytes(path.resolve(file.id().hex()));
    }

    /** @return names of all files in the directory, but that in which its own name is */
    public Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(DirectoryName.FILE))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}

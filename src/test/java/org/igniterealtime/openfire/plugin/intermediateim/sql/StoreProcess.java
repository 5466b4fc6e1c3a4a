package org.igniterealtime.openfire.plugin.intermediateim.sql;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.Admission;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileName;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.NewFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.OfferedTo;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusalReason;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusedException;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.FileStore;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.Limits;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.LocalDirectory;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.MediaTypes;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.OtherNodes;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.Quotas;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.Reservation;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.Surroundings;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.TypePolicy;
import org.igniterealtime.openfire.plugin.intermediateim.storage.WriteQueue;
import org.xmpp.packet.JID;

/**
 * Takes files, and deletes every third, until it is killed. Writes {@code taken <id> <sha256>} after a file is
 * confirmed, and {@code deleting <id>} before it asks for a deletion.
 */
final class StoreProcess {

    static final JID JULIET = new JID("juliet@capulet.lit");

    private static final JID ROMEO = new JID("romeo@montague.lit/orchard");
    private static final long PLENTY = Long.MAX_VALUE / 4;
    private static final Limits LIMITS =
            new Limits(PLENTY, PLENTY, 1_000_000, PLENTY, 5, PLENTY, 0, Duration.ofMinutes(1), Duration.ofDays(1));

    private StoreProcess() {}

    static Database database(Path folder) {
        String url = "jdbc:hsqldb:file:" + folder.resolve("database/openfire")
                + ";hsqldb.write_delay=false;hsqldb.lock_file=false";
        return () -> DriverManager.getConnection(url, "sa", "");
    }

    static FileStore store(Path folder, Executor disk, WriteQueue writes) throws Exception {
        return new FileStore(
                new Surroundings(
                        new LocalDirectory(folder.resolve("files"), "verona"),
                        new SqlFileCatalogue(database(folder), FileId::hex),
                        disk,
                        new Quotas(LIMITS, "capulet.lit", Clock.systemUTC()),
                        new MediaTypes(),
                        () -> TypePolicy.ALL,
                        size -> Admission.PASS,
                        Clock.systemUTC(),
                        OtherNodes.NONE),
                writes);
    }

    /** @param arguments the folder, and where the random contents begin */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        WriteQueue writes = new WriteQueue(
                "files",
                new WriteQueue.Bounds(Integer.MAX_VALUE, Long.MAX_VALUE),
                Executors.newSingleThreadScheduledExecutor());
        FileStore store = store(Path.of(arguments[0]), Executors.newFixedThreadPool(2), writes);
        store.open();
        store.waitingFor(JULIET).toCompletableFuture().join();
        Random random = new Random(Long.parseLong(arguments[1]));
        for (int i = 1; ; i++) {
            StoredFile file = take(random, store);
            out.println(
                    "taken " + file.id() + " " + file.content().orElseThrow().sha256());
            if (i % 3 == 0) {
                out.println("deleting " + file.id());
                store.delete(file.id()).toCompletableFuture().join();
            }
        }
    }

    private static StoredFile take(Random random, FileStore store) throws RefusedException {
        byte[] content = new byte[random.nextInt(300_000)];
        random.nextBytes(content);
        NewFile offer = new NewFile(
                ROMEO, JULIET, FileName.of("a"), content.length, Optional.empty(), "", OfferedTo.FILES_ADDRESS);
        Reservation reservation = store.reserve(offer, new Reservation.Observer() {
            @Override
            public void drained() {
                // it all fits
            }

            @Override
            public void failed(RefusalReason reason) {
                throw new IllegalStateException(reason.name());
            }
        });
        reservation.begin().toCompletableFuture().join();
        for (int i = 0; i < content.length; i += 16_384) {
            reservation.write(ByteBuffer.wrap(content, i, Math.min(16_384, content.length - i)));
        }
        return reservation.complete().toCompletableFuture().join();
    }
}

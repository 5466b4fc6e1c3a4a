package org.igniterealtime.openfire.plugin.intermediateim.files.cluster;

import static org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture.JULIET;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.OpenFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;

class ClusterFilesTest {

    private static final int CHUNK = RemoteFile.CHUNK_BYTES;

    @TempDir
    private Path folder;

    private final FakeCluster cluster = new FakeCluster();
    private FakeCluster.Node verona;
    private FakeCluster.Node mantua;

    @BeforeEach
    void start() {
        start("verona", "mantua");
    }

    private void start(String ofVerona, String ofMantua) {
        StoreFixture store = new StoreFixture(folder.resolve(ofVerona));
        store.quotas.limit(StoreFixture.WITHOUT_LIMITS);
        verona = cluster.node("verona", store);
        mantua = cluster.node("mantua", store.onAnotherNode(folder.resolve(ofMantua)));
        mantua.store.quotas.limit(StoreFixture.WITHOUT_LIMITS);
    }

    private static boolean isRead(IQ iq) {
        return iq.isRequest() && iq.getChildElement().getName().equals("read");
    }

    private static boolean isContent(IQ iq) {
        return iq.isResponse()
                && iq.getChildElement() != null
                && iq.getChildElement().getName().equals("bytes");
    }

    private static boolean isNotice(IQ iq) {
        return iq.isRequest() && iq.getChildElement().getName().equals("changed");
    }

    private static <T> T now(java.util.concurrent.CompletionStage<T> stage) {
        CompletableFuture<T> done = stage.toCompletableFuture();
        assertTrue(done.isDone());
        return done.join();
    }

    private static Throwable failure(java.util.concurrent.CompletionStage<?> stage) {
        return assertThrows(CompletionException.class, () -> now(stage)).getCause();
    }

    private static byte[] readAll(OpenFile file, int size, int step) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(step);
        while (true) {
            int count = now(file.read(all.size(), buffer));
            all.write(buffer.array(), 0, count);
            if (count < step || all.size() > size) {
                return all.toByteArray();
            }
            buffer.clear();
        }
    }

    @Nested
    class Directories {

        @Test
        void areKnownToAll() {
            assertTrue(verona.files.have(mantua.store.directory.name()));
            assertTrue(mantua.files.have(verona.store.directory.name()));
            assertTrue(verona.files.areKnown());
            assertFalse(verona.files.have("elsewhere"));
            assertTrue(verona.nodesChanged > 0);
        }

        @Test
        void areAskedForUntilTheyAreTold() {
            FakeCluster.Node padua;
            cluster.lost = iq -> iq.getFrom().getDomain().startsWith("padua");
            padua = cluster.node("padua", verona.store.onAnotherNode(folder.resolve("padua")));
            cluster.settle();
            assertFalse(verona.files.areKnown());
            assertFalse(verona.files.have(padua.store.directory.name()));

            cluster.lost = iq -> false;
            cluster.settle();

            assertTrue(verona.files.areKnown());
            assertTrue(verona.files.have(padua.store.directory.name()));
        }

        @Test
        void goWithTheirNodes() {
            int before = verona.nodesChanged;
            mantua.die();
            cluster.settle();
            assertFalse(verona.files.have(mantua.store.directory.name()));
            assertTrue(verona.files.areKnown());
            assertEquals(before + 1, verona.nodesChanged);
        }
    }

    @Nested
    class Content {

        @ParameterizedTest(name = "of {0} bytes")
        @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 10 * CHUNK + 7})
        void isReadFromTheNodeThatHasIt(int size) throws Exception {
            byte[] content = StoreFixture.bytes(size);
            StoredFile file = verona.store.sent("letter", content);
            try (OpenFile open = now(mantua.store.store.read(file))) {
                assertArrayEquals(content, readAll(open, size, 10_000));
            }
            try (OpenFile open = now(mantua.store.store.read(file))) {
                assertArrayEquals(content, readAll(open, size, 2 * CHUNK + 1));
            }
        }

        @Test
        void isReadInAnyOrder() throws Exception {
            byte[] content = StoreFixture.bytes(20 * CHUNK);
            StoredFile file = verona.store.sent("letter", content);
            Random random = new Random(1);
            try (OpenFile open = now(mantua.store.store.read(file))) {
                for (int i = 0; i < 200; i++) {
                    int offset = random.nextInt(content.length);
                    ByteBuffer into = ByteBuffer.allocate(random.nextInt(2 * CHUNK));
                    int count = now(open.read(offset, into));
                    assertEquals(Math.min(into.capacity(), content.length - offset), count);
                    assertEquals(ByteBuffer.wrap(content, offset, count), into.flip());
                }
            }
        }

        @Test
        void isAskedForAheadAndOnce() throws Exception {
            StoredFile file = verona.store.sent("letter", StoreFixture.bytes(20 * CHUNK));
            try (OpenFile open = now(mantua.store.store.read(file))) {
                readAll(open, 20 * CHUNK, 8192);
            }
            assertEquals(20, cluster.sent.stream().filter(iq -> isRead(iq)).count());

            cluster.sent.clear();
            OpenFile open = now(mantua.store.store.read(file));
            for (int i = 0; i < 6; i++) {
                now(open.read(i * CHUNK, ByteBuffer.allocate(1)));
            }
            assertEquals(
                    6 + RemoteFile.MOST_AHEAD,
                    cluster.sent.stream().filter(iq -> isRead(iq)).count());
        }

        @Test
        void survivesLostAndDoubledAnswersInAnyOrder() throws Exception {
            byte[] content = StoreFixture.bytes(20 * CHUNK);
            StoredFile file = verona.store.sent("letter", content);
            Set<String> asked = new HashSet<>();
            cluster.lost = iq -> isRead(iq) && asked.add(offset(iq)) && asked.size() % 2 == 0
                    || isContent(iq) && asked.add(iq.getID()) && asked.size() % 5 == 0;
            cluster.doubled = iq -> true;
            OpenFile open = resent(mantua.store.store.read(file));
            for (int offset = 0; offset < content.length; offset += CHUNK) {
                cluster.held = iq -> isContent(iq);
                ByteBuffer into = ByteBuffer.allocate(CHUNK);
                CompletableFuture<Integer> read = open.read(offset, into).toCompletableFuture();
                cluster.deliver();
                assertEquals(CHUNK, resent(read));
                assertEquals(ByteBuffer.wrap(content, offset, CHUNK), into.flip());
            }
        }

        private String offset(IQ read) {
            return read.getChildElement().attributeValue("offset");
        }

        private <T> T resent(java.util.concurrent.CompletionStage<T> stage) {
            for (int i = 0; i < 2 && !stage.toCompletableFuture().isDone(); i++) {
                mantua.timer.timePasses();
            }
            return now(stage);
        }

        @Test
        void failsIfNothingIsAnswered() throws Exception {
            StoredFile file = verona.store.sent("letter", StoreFixture.bytes(3 * CHUNK));
            OpenFile open = now(mantua.store.store.read(file));
            cluster.lost = iq -> isContent(iq);
            CompletableFuture<Integer> read =
                    open.read(2 * CHUNK, ByteBuffer.allocate(10)).toCompletableFuture();
            for (int i = 0; i < 3; i++) {
                assertFalse(read.isDone());
                mantua.timer.timePasses();
            }
            assertTrue(failure(read) instanceof IOException);
        }

        @Test
        void failsAtOnceIfItsNodeIsGone() throws Exception {
            StoredFile file = verona.store.sent("letter", StoreFixture.bytes(3 * CHUNK));
            OpenFile open = now(mantua.store.store.read(file));
            cluster.held = iq -> isContent(iq);
            CompletableFuture<Integer> read =
                    open.read(CHUNK, ByteBuffer.allocate(2 * CHUNK)).toCompletableFuture();
            verona.die();
            mantua.files.look();
            assertTrue(failure(read) instanceof IOException);
            assertTrue(failure(open.read(2 * CHUNK, ByteBuffer.allocate(10))) instanceof IOException);
            assertEquals(
                    FileState.WAITING,
                    mantua.store.rows.find(file.id()).orElseThrow().state());
        }

        @Test
        void isMissingIfItsNodeSaysSo() throws Exception {
            StoredFile file = verona.store.sent("letter", StoreFixture.bytes(10));
            verona.store.directory.delete(file.id());
            assertTrue(failure(mantua.store.store.read(file)) instanceof NoSuchFileException);
            assertEquals(
                    FileState.LOST,
                    verona.store.rows.find(file.id()).orElseThrow().state());
        }

        @Test
        void isNotCutShortByANodeThatReadsLess() throws Exception {
            StoredFile file = verona.store.sent("letter", StoreFixture.bytes(CHUNK + 10));
            try (var part = verona.store.directory.createPart(file.id())) {
                part.write(ByteBuffer.wrap(StoreFixture.bytes(CHUNK)));
            }
            verona.store.directory.rename(file.id());
            OpenFile open = now(mantua.store.store.read(file));
            assertTrue(failure(open.read(0, ByteBuffer.allocate(CHUNK + 10))) instanceof IOException);
        }

        @Test
        void isNotReadAfterTheEnd() throws Exception {
            StoredFile file = verona.store.sent("letter", StoreFixture.bytes(10));
            OpenFile open = now(mantua.store.store.read(file));
            open.close();
            assertTrue(failure(open.read(0, ByteBuffer.allocate(1))) instanceof IOException);
        }

        @Test
        void isReadByManyAtOnceWithoutMoreThanTheirShare() throws Exception {
            StoredFile file = verona.store.sent("letter", StoreFixture.bytes(CHUNK));
            cluster.held = iq -> isRead(iq);
            List<CompletableFuture<OpenFile>> all = java.util.stream.Stream.generate(
                            () -> mantua.store.store.read(file).toCompletableFuture())
                    .limit(100)
                    .toList();
            assertEquals(RemoteReads.MOST_AT_ONCE, cluster.holding());
            cluster.deliver();
            all.forEach(ClusterFilesTest::now);
        }

        @Test
        void isReadFromAnotherNodeThatSharesTheDirectory() throws Exception {
            FakeCluster.Node padua = cluster.node("padua", verona.store.onAnotherNode(folder.resolve("verona")));
            StoredFile file = verona.store.sent("letter", StoreFixture.bytes(10));
            cluster.lost = iq -> isContent(iq) && iq.getFrom().equals(padua.address);
            CompletableFuture<OpenFile> open = mantua.store.store.read(file).toCompletableFuture();
            for (int i = 0; i < 3; i++) {
                mantua.timer.timePasses();
            }
            assertEquals(10, readAll(now(open), 10, 20).length);
        }
    }

    @Nested
    class Notices {

        @Test
        void tellWhoseFilesHaveChanged() throws Exception {
            verona.store.sent("letter", StoreFixture.bytes(10));
            assertEquals(List.of(), mantua.changed);
            verona.timer.timePasses();
            assertEquals(List.of(JULIET), mantua.changed, "once for several changes");
            assertEquals(10, mantua.store.quotas.usage(JULIET).bytes());
        }

        @Test
        void makeTheOtherNodeDeleteWhatWasDelivered() throws Exception {
            StoredFile file = verona.store.sent("letter", StoreFixture.bytes(10));
            cluster.settle();
            now(mantua.store.store.delivered(file.id()));
            cluster.settle();
            assertFalse(verona.store.directory.has(file.id()));
            assertEquals(0, verona.store.quotas.totalBytes());
        }

        @Test
        void areRepeatedUntilTheyAreAnswered() throws Exception {
            cluster.lost = iq -> isNotice(iq);
            verona.store.sent("letter", StoreFixture.bytes(10));
            cluster.settle();
            cluster.lost = iq -> false;
            verona.timer.repeat();
            assertEquals(List.of(), mantua.changed);
            verona.store.clock.pass(Duration.ofSeconds(5));
            verona.timer.repeat();
            assertEquals(List.of(JULIET), mantua.changed);
            verona.store.clock.pass(Duration.ofSeconds(5));
            verona.timer.repeat();
            assertEquals(List.of(JULIET), mantua.changed);
        }

        @Test
        void mayComeTwiceAndLate() throws Exception {
            cluster.held = iq -> isNotice(iq);
            StoredFile file = verona.store.sent("letter", StoreFixture.bytes(10));
            verona.timer.timePasses();
            now(verona.store.store.delivered(file.id()));
            cluster.doubled = iq -> true;
            cluster.deliver();
            cluster.settle();
            assertEquals(0, mantua.store.quotas.totalBytes());
        }

        @Test
        void areBounded() {
            Changes changes = new Changes();
            for (int i = 0; i < Changes.MAX_OWNERS + 1; i++) {
                changes.add(new org.xmpp.packet.JID("user" + i + "@capulet.lit"), Set.of(file(i)));
            }
            assertFalse(changes.isComplete());
            assertEquals(Changes.MAX_OWNERS, changes.files().size());
            Changes ofOne = new Changes();
            for (int i = 0; i < 1000; i++) {
                ofOne.add(JULIET, Set.of(file(i)));
            }
            assertTrue(ofOne.isComplete());
            assertEquals(Changes.MAX_FILES, ofOne.files().get(JULIET).size());
            assertEquals(
                    ofOne.files(), Changes.in(ofOne.toElement()).orElseThrow().files());
        }

        private org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId file(int number) {
            return new org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId(
                    String.format("%032x", number));
        }
    }
}

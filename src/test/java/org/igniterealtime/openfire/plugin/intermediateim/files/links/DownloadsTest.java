package org.igniterealtime.openfire.plugin.intermediateim.files.links;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.igniterealtime.openfire.plugin.intermediateim.files.links.Downloads.Answer;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue.CatalogueException;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests on a real store. */
class DownloadsTest {

    private static final byte[] CONTENT = StoreFixture.bytes(100_000);
    private static final LinkTokens TOKENS = new LinkTokens(new byte[32]);

    @TempDir
    Path folder;

    private StoreFixture fixture;
    private Downloads downloads;
    private StoredFile file;
    private LinkPolicy policy = new LinkPolicy(true, false, Optional.empty());
    private boolean isDatabaseAway;
    private boolean isBusy;
    private boolean isQueued;
    private final Queue<Runnable> queue = new ArrayDeque<>();

    @BeforeEach
    void linkToAFile() throws Exception {
        fixture = new StoreFixture(folder).open();
        file = fixture.sent("letter.txt", CONTENT);
        fixture.store.linked(file.id()).toCompletableFuture().join();
        downloads = new Downloads(new Downloads.Surroundings(
                fixture.store, this::find, this::execute, () -> policy, () -> 3, () -> 2, fixture.clock));
    }

    private Optional<StoredFile> find(String hash) {
        if (isDatabaseAway) {
            throw new CatalogueException(new SQLException("away"));
        }
        return fixture.rows.entries().stream()
                .filter(entry -> LinkTokens.hash(TOKENS.token(entry.id())).equals(hash))
                .findFirst()
                .flatMap(entry -> fixture.rows.find(entry.id()));
    }

    private void execute(Runnable task) {
        if (isBusy) {
            throw new RejectedExecutionException();
        }
        if (isQueued) {
            queue.add(task);
        } else {
            task.run();
        }
    }

    private Answer request(String method, FileId id, Map<String, String> headers) {
        String path = "/" + TOKENS.token(id) + "/letter.txt";
        return downloads
                .answer(new LinkRequest(method, path, true, "192.0.2.1", headers))
                .toCompletableFuture()
                .getNow(null);
    }

    private Answer get() {
        return request("GET", file.id(), Map.of());
    }

    private static byte[] read(Answer answer) {
        Download body = answer.body().orElseThrow();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(30_000);
        while (body.read(buffer.clear()).toCompletableFuture().join() > 0) {
            all.write(buffer.array(), 0, buffer.position());
        }
        assertTrue(body.isAtEnd());
        body.close(true);
        return all.toByteArray();
    }

    private StoredFile row() {
        return fixture.rows.find(file.id()).orElseThrow();
    }

    @Test
    void theFileIsSent() {
        Answer answer = get();
        assertEquals(200, answer.response().status());
        assertArrayEquals(CONTENT, read(answer));
        assertEquals(0, downloads.active());
    }

    @Test
    void aPartIsSent() {
        Answer answer = request("GET", file.id(), Map.of("Range", "bytes=99990-"));
        assertEquals(206, answer.response().status());
        assertArrayEquals(Arrays.copyOfRange(CONTENT, 99_990, 100_000), read(answer));
    }

    @Test
    void nothingIsOpenAfterHead() {
        Answer answer = request("HEAD", file.id(), Map.of());
        assertEquals("100000", answer.response().headers().get("Content-Length"));
        assertEquals(Optional.empty(), answer.body());
        assertEquals(0, downloads.active());
    }

    /** Whatever is wrong, nobody learns what. */
    @Test
    void everythingWrongIsAnsweredAlike() throws Exception {
        Set<LinkResponse> answers = new HashSet<>();
        answers.add(request("GET", new FileId("00".repeat(16)), Map.of()).response());

        StoredFile held = fixture.sent("held", CONTENT);
        fixture.rows.update(held.in(FileState.HELD));
        answers.add(request("GET", held.id(), Map.of()).response());
        StoredFile infected = fixture.sent("infected", CONTENT);
        fixture.rows.update(infected.infected("Eicar"));
        answers.add(request("GET", infected.id(), Map.of()).response());

        StoredFile missing = fixture.sent("missing", CONTENT);
        fixture.store.linked(missing.id());
        Files.delete(folder.resolve(missing.id().hex()));
        answers.add(request("GET", missing.id(), Map.of("Range", "bytes=5-")).response());
        answers.add(request("HEAD", missing.id(), Map.of()).response());

        StoredFile expired = fixture.sent("expired", CONTENT);
        fixture.store.linked(expired.id());
        fixture.store.downloaded(expired.id());
        fixture.clock.pass(Duration.ofHours(1));
        policy = new LinkPolicy(true, false, Optional.of(Duration.ofHours(1)));
        answers.add(request("GET", expired.id(), Map.of()).response());

        fixture.store.delete(file.id());
        answers.add(get().response());

        policy = new LinkPolicy(false, false, Optional.empty());
        answers.add(get().response());

        assertEquals(1, answers.size(), answers.toString());
        assertEquals(404, answers.iterator().next().status());
        assertEquals(0, downloads.active());
    }

    @Test
    void noGuessedTokenLeadsToAFile() {
        byte[] guess = new byte[20];
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < 10_000; i++) {
            random.nextBytes(guess);
            String token = HexFormat.of().formatHex(guess);
            LinkRequest request = new LinkRequest("GET", "/" + token + "/a", true, "192.0.2.1", Map.of());
            assertEquals(
                    404,
                    downloads
                            .answer(request)
                            .toCompletableFuture()
                            .join()
                            .response()
                            .status());
        }
        String id = file.id().hex();
        for (String known : new String[] {id, id + id.substring(0, 8), LinkTokens.hash(TOKENS.token(file.id()))}) {
            LinkRequest request = new LinkRequest("GET", "/" + known + "/a", true, "192.0.2.1", Map.of());
            assertEquals(
                    404,
                    downloads
                            .answer(request)
                            .toCompletableFuture()
                            .join()
                            .response()
                            .status());
        }
    }

    @Test
    void theDatabaseMayBeAway() {
        isDatabaseAway = true;
        LinkResponse away = get().response();
        assertEquals(503, away.status());
        assertEquals("30", away.headers().get("Retry-After"));
        assertEquals(away, request("GET", new FileId("00".repeat(16)), Map.of()).response());
        isDatabaseAway = false;
        isBusy = true;
        assertEquals(away, get().response());
        assertEquals(0, downloads.active());
    }

    @Test
    void aClientHasSoManyDownloadsAtOnce() {
        Answer first = get();
        get();
        LinkResponse third = get().response();
        assertEquals(429, third.status());
        assertEquals("30", third.headers().get("Retry-After"));
        first.body().orElseThrow().close(false);
        assertEquals(200, get().response().status());
    }

    /** Whoever floods the server with requests waits for its own. */
    @Test
    void lookupsCountToo() {
        isQueued = true;
        get();
        get();
        assertEquals(429, get().response().status());
        queue.forEach(Runnable::run);
        assertEquals(2, downloads.active());
    }

    @Test
    void aDownloadIsNotedOnce() {
        read(get());
        assertEquals(
                Optional.of(fixture.clock.instant()), row().link().orElseThrow().downloaded());
        StoredFile before = row();
        fixture.clock.pass(Duration.ofHours(1));
        read(get());
        assertEquals(before, row());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-", "bytes=0-99999", "bytes=5-"})
    void aPartIsNoDownload(String range) {
        read(request("GET", file.id(), Map.of("Range", range)));
        assertEquals(Optional.empty(), row().link().orElseThrow().downloaded());
    }

    @Test
    void anIncompleteOneIsNone() {
        get().body().orElseThrow().close(false);
        assertEquals(Optional.empty(), row().link().orElseThrow().downloaded());
    }

    @Test
    void whatWasDownloadedIsDeletedAfterItsTime() {
        read(get());
        fixture.clock.pass(Duration.ofHours(1));
        downloads.expire();
        assertEquals(FileState.LINKED, row().state(), "as long as it is not wanted otherwise");
        policy = new LinkPolicy(true, false, Optional.of(Duration.ofHours(1)));
        fixture.clock.pass(Duration.ofMillis(1));
        downloads.expire();
        assertEquals(Optional.empty(), fixture.rows.find(file.id()));
    }

    @Test
    void whoTakesNothingIsGivenUp() {
        Download body = get().body().orElseThrow();
        boolean[] aborted = {false};
        body.onAbort(() -> aborted[0] = true);
        fixture.clock.pass(Downloads.SILENCE.minusMillis(1));
        downloads.tick();
        assertFalse(aborted[0]);
        body.read(ByteBuffer.allocate(10));
        fixture.clock.pass(Downloads.SILENCE.minusMillis(1));
        downloads.tick();
        assertFalse(aborted[0], "it has taken something meanwhile");
        fixture.clock.pass(Duration.ofMillis(1));
        downloads.tick();
        assertTrue(aborted[0]);
        assertEquals(0, downloads.active());
        body.close(false);
        assertEquals(0, downloads.active(), "counted once");
    }

    @Test
    void nothingGoesOnAfterTheEnd() {
        boolean[] aborted = {false};
        get().body().orElseThrow().onAbort(() -> aborted[0] = true);
        isQueued = true;
        get();
        downloads.close();
        assertTrue(aborted[0]);
        assertEquals(503, get().response().status());
        queue.forEach(Runnable::run);
        assertEquals(0, downloads.active());
    }

    private Optional<StoredFile> found(FileId id) {
        return downloads.find(TOKENS.token(id)).toCompletableFuture().join();
    }

    @Test
    void whatCanBeDownloadedCanBeFound() {
        assertEquals(Optional.of(row()), found(file.id()));
        assertEquals(Optional.empty(), found(new FileId("00".repeat(16))));
        policy = new LinkPolicy(true, false, Optional.of(Duration.ofHours(1)));
        read(get());
        assertEquals(Optional.of(row()), found(file.id()));
        fixture.clock.pass(Duration.ofHours(1));
        assertEquals(Optional.empty(), found(file.id()));
    }

    @Test
    void nothingIsFoundWhileItCannotBeLookedUp() {
        isDatabaseAway = true;
        assertTrue(downloads.find(TOKENS.token(file.id())).toCompletableFuture().isCompletedExceptionally());
        isBusy = true;
        assertTrue(downloads.find(TOKENS.token(file.id())).toCompletableFuture().isCompletedExceptionally());
    }
}

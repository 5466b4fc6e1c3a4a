package org.igniterealtime.openfire.plugin.intermediateim.files.links;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue.CatalogueException;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.FileStore;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.OpenFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests for files by their links. Any thread; nothing here blocks: what takes time is done by the executor
 * of lookups and by the threads of the store.
 */
public final class Downloads implements AutoCloseable {

    private static final Logger Log = LoggerFactory.getLogger(Downloads.class);

    /** A client takes a buffer of bytes in this time, or is too slow: {@value #BUFFER_BYTES} bytes a minute. */
    static final Duration SILENCE = Duration.ofMinutes(1);

    /** How much an adapter reads at once. */
    public static final int BUFFER_BYTES = 128 * 1024;

    /**
     * What this needs.
     *
     * @param finder         finds the file to whose link a hash belongs; blocks, and fails with a
     *                       {@link CatalogueException}
     * @param lookups        runs it; may reject what it can't do soon
     * @param mostOfAll      requests that are answered at once
     * @param mostPerAddress of them those of one client
     */
    public record Surroundings(
            FileStore store,
            Function<String, Optional<StoredFile>> finder,
            Executor lookups,
            Supplier<LinkPolicy> policy,
            IntSupplier mostOfAll,
            IntSupplier mostPerAddress,
            Clock clock) {}

    /**
     * An answer.
     *
     * @param body there if the response has one; to be read and closed
     */
    public record Answer(LinkResponse response, Optional<Download> body) {}

    private final Surroundings around;
    private final DownloadLimiter limiter;
    private final Set<Download> active = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public Downloads(Surroundings around) {
        this.around = around;
        this.limiter = new DownloadLimiter(around.mostOfAll(), around.mostPerAddress());
    }

    /** A request that was admitted, and what is known about it. */
    private record Admitted(LinkRequest request, LinkResponder responder, String address) {}

    /** @return never fails */
    public CompletionStage<Answer> answer(LinkRequest request) {
        LinkResponder responder = new LinkResponder(around.policy().get());
        Optional<LinkResponse> known =
                closed ? Optional.of(LinkResponder.unavailable()) : responder.withoutFile(request);
        if (known.isPresent()) {
            return completed(known.get());
        }
        Admitted admitted = new Admitted(request, responder, responder.address(request));
        return switch (limiter.enter(admitted.address())) {
            case TOO_MANY_OF_CLIENT -> completed(LinkResponder.tooMany());
            case TOO_MANY -> completed(LinkResponder.unavailable());
            case ADMITTED -> lookUp(admitted);
        };
    }

    private static CompletionStage<Answer> completed(LinkResponse response) {
        return CompletableFuture.completedFuture(new Answer(response, Optional.empty()));
    }

    private CompletionStage<Answer> lookUp(Admitted admitted) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        try {
            around.lookups().execute(() -> find(admitted, answer));
        } catch (RejectedExecutionException e) {
            finish(admitted, LinkResponder.unavailable(), answer);
        }
        return answer;
    }

    private void finish(Admitted admitted, LinkResponse response, CompletableFuture<Answer> answer) {
        limiter.leave(admitted.address());
        answer.complete(new Answer(response, Optional.empty()));
    }

    private void find(Admitted admitted, CompletableFuture<Answer> answer) {
        try {
            String token = LinkResponder.token(admitted.request().path()).orElseThrow();
            Optional<StoredFile> file = around.finder()
                    .apply(LinkTokens.hash(token))
                    .filter(found ->
                            admitted.responder().isServed(found, around.clock().instant()));
            if (file.isEmpty()) {
                finish(admitted, LinkResponder.notFound(), answer);
                return;
            }
            LinkResponse response = admitted.responder().withFile(admitted.request(), file.get());
            around.store()
                    .read(file.get())
                    .whenComplete((open, failure) -> opened(admitted, file.get(), response, open, answer));
        } catch (CatalogueException e) {
            Log.debug("A link can't be looked up", e);
            finish(admitted, LinkResponder.unavailable(), answer);
        } catch (RuntimeException e) {
            Log.error("A request for a file failed unexpectedly", e);
            finish(admitted, LinkResponder.unavailable(), answer);
        }
    }

    /** @param open null if the file is not there, whatever the reason */
    private void opened(
            Admitted admitted,
            StoredFile file,
            LinkResponse response,
            OpenFile open,
            CompletableFuture<Answer> answer) {
        if (open == null) {
            finish(admitted, LinkResponder.notFound(), answer);
            return;
        }
        if (response.body().isEmpty()) {
            open.close();
            finish(admitted, response, answer);
            return;
        }
        boolean isWhole = LinkResponder.isWholeFile(admitted.request(), response);
        Download download = new Download(open, response.body().get(), around.clock(), (ended, complete) -> {
            active.remove(ended);
            limiter.leave(admitted.address());
            if (complete
                    && isWhole
                    && file.link().flatMap(link -> link.downloaded()).isEmpty()) {
                around.store().downloaded(file.id());
            }
        });
        active.add(download);
        answer.complete(new Answer(response, Optional.of(download)));
        if (closed) {
            download.abort();
        }
    }

    /**
     * Finds a file that can be downloaded now.
     *
     * @param token in its link
     * @return fails if it can't be looked up now
     */
    public CompletionStage<Optional<StoredFile>> find(String token) {
        LinkResponder responder = new LinkResponder(around.policy().get());
        try {
            return CompletableFuture.supplyAsync(
                    () -> around.finder()
                            .apply(LinkTokens.hash(token))
                            .filter(found ->
                                    responder.isServed(found, around.clock().instant())),
                    around.lookups());
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** To be called every few seconds: gives up what is too slow, and deletes what has expired. */
    public void tick() {
        Instant now = around.clock().instant();
        active.forEach(download -> download.checkSilence(now, SILENCE));
    }

    /** Deletes the files that can't be downloaded any more, because they were. */
    public void expire() {
        around.policy()
                .get()
                .expiry()
                .ifPresent(expiry ->
                        around.store().expireDownloaded(around.clock().instant().minus(expiry)));
    }

    /** @return how many requests are being answered */
    public int active() {
        return limiter.all();
    }

    /** Gives up all that is going on, and refuses what comes later. */
    @Override
    public void close() {
        closed = true;
        List.copyOf(active).forEach(Download::abort);
    }
}

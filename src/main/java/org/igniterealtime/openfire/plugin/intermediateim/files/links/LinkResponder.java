package org.igniterealtime.openfire.plugin.intermediateim.files.links;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileContent;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.SentLink;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;

/**
 * How requests are answered (RFC 9110). Whatever is wrong with a link, the answer is the same. Whatever a file holds,
 * a page of it can do nothing on the server that it shares with others.
 *
 * @param policy that holds for the request
 */
record LinkResponder(LinkPolicy policy) {

    /** {@code media-src} because browsers show video in a page of their own, which plays it; likewise the styles. */
    static final String CONTENT_SECURITY_POLICY = "sandbox; default-src 'none'; media-src 'self'; "
            + "style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private static final Map<String, String> ALWAYS = Map.of(
            "Content-Security-Policy",
            CONTENT_SECURITY_POLICY,
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "X-Robots-Tag",
            "noindex, nofollow, noarchive",
            "Cross-Origin-Resource-Policy",
            "cross-origin",
            "Access-Control-Allow-Origin",
            "*",
            "Access-Control-Expose-Headers",
            "Content-Length, Content-Range, Accept-Ranges");

    private static final String METHODS = "GET, HEAD, OPTIONS";
    private static final String NO_STORE = "no-store";
    private static final String CACHED = "private, max-age=86400, immutable";
    private static final String RETRY_SECONDS = "30";

    private static final Set<FileState> SERVED = Set.of(FileState.WAITING, FileState.LINKED);

    private static final Pattern PATH = Pattern.compile("/([^/]*)(/.*)?", Pattern.DOTALL);

    /** What browsers fetch for a page that shows it, or before anybody wants it. */
    private static final Set<String> EMBEDDED = Set.of("image", "video", "audio", "track");

    private static final Pattern PREVIEW = Pattern.compile("prefetch|preview", Pattern.CASE_INSENSITIVE);

    /** @return the token that the path names, if it looks like one; the name after it does not count */
    static Optional<String> token(String path) {
        Matcher matcher = PATH.matcher(path);
        return Optional.of(matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .filter(LinkTokens::isToken);
    }

    /** @return the answer, if it is the same whatever file it is about; empty if the file is to be looked up */
    Optional<LinkResponse> withoutFile(LinkRequest request) {
        if (!policy.on() || !isOverTls(request)) {
            return Optional.of(notFound());
        }
        return switch (request.method()) {
            case "GET", "HEAD" -> token(request.path()).isPresent() ? Optional.empty() : Optional.of(notFound());
            case "OPTIONS" -> Optional.of(options());
            default -> Optional.of(empty(405).with("Allow", METHODS));
        };
    }

    private boolean isOverTls(LinkRequest request) {
        return request.overTls()
                || policy.behindTlsProxy()
                        && request.lastOf("X-Forwarded-Proto")
                                .filter("https"::equalsIgnoreCase)
                                .isPresent();
    }

    /** @return the client's address */
    String address(LinkRequest request) {
        return Optional.of(request)
                .filter(each -> policy.behindTlsProxy())
                .flatMap(each -> each.lastOf("X-Forwarded-For"))
                .orElse(request.peer());
    }

    private static LinkResponse options() {
        return LinkResponse.of(204)
                .with(ALWAYS)
                .with("Allow", METHODS)
                .with("Access-Control-Allow-Methods", METHODS)
                .with("Access-Control-Allow-Headers", "Range, If-Range")
                .with("Access-Control-Max-Age", "86400");
    }

    static LinkResponse notFound() {
        return empty(404);
    }

    /** Too many downloads of all clients together, or files can't be looked up now. */
    static LinkResponse unavailable() {
        return empty(503).with("Retry-After", RETRY_SECONDS);
    }

    /** Too many downloads of one client. */
    static LinkResponse tooMany() {
        return empty(429).with("Retry-After", RETRY_SECONDS);
    }

    private static LinkResponse empty(int status) {
        return LinkResponse.of(status)
                .with(ALWAYS)
                .with("Cache-Control", NO_STORE)
                .with("Content-Length", "0");
    }

    /**
     * @return whether a file can be downloaded by its link: also while it waits, since it is noted that a link was sent
     *     after it was; nobody else can know the link
     */
    boolean isServed(StoredFile file, Instant now) {
        boolean hasExpired = policy.expiry()
                .flatMap(expiry -> file.link().flatMap(SentLink::downloaded).map(time -> time.plus(expiry)))
                .filter(end -> !now.isBefore(end))
                .isPresent();
        return SERVED.contains(file.state()) && file.content().isPresent() && !hasExpired;
    }

    /** @param file that is served, and was asked for by GET or HEAD */
    LinkResponse withFile(LinkRequest request, StoredFile file) {
        FileContent content = file.content().orElseThrow();
        long size = file.offer().size();
        ServedType type = ServedType.of(content.mediaType());
        Preconditions preconditions = new Preconditions('"' + content.sha256() + '"', file.taken());
        Map<String, String> version = Map.of(
                "ETag",
                preconditions.etag(),
                "Last-Modified",
                preconditions.lastModified(),
                "Accept-Ranges",
                "bytes",
                "Cache-Control",
                policy.expiry().isPresent() ? NO_STORE : CACHED);
        Map<String, String> kind = Map.of(
                "Content-Type",
                type.contentType(),
                "Content-Disposition",
                type.disposition(file.offer().name()));
        switch (preconditions.evaluate(request)) {
            case NOT_MODIFIED -> {
                return LinkResponse.of(304).with(ALWAYS).with(version);
            }
            case FAILED -> {
                return empty(412).with(version);
            }
            case MET -> {
                // the file is sent
            }
        }
        try {
            Optional<ByteRange> part = part(request, preconditions, size);
            ByteRange sent = part.orElse(ByteRange.whole(size));
            LinkResponse response = LinkResponse.of(part.isPresent() ? 206 : 200)
                    .with(ALWAYS)
                    .with(version)
                    .with(kind)
                    .with("Content-Length", String.valueOf(sent.length()));
            LinkResponse ranged = part.map(range -> response.with("Content-Range", range.of(size)))
                    .orElse(response);
            return request.isGet() ? ranged.with(sent) : ranged;
        } catch (ByteRange.UnsatisfiableException e) {
            return empty(416).with(version).with("Content-Range", "bytes */" + size);
        }
    }

    /** A range means something to GET alone (section 14.2). */
    private static Optional<ByteRange> part(LinkRequest request, Preconditions preconditions, long size)
            throws ByteRange.UnsatisfiableException {
        Optional<String> range = request.header("Range");
        if (range.isEmpty() || !request.isGet() || !preconditions.allowRange(request)) {
            return Optional.empty();
        }
        return ByteRange.read(range.get(), size);
    }

    /** @return whether somebody has the file when this answer has arrived, other than for a preview */
    static boolean isWholeFile(LinkRequest request, LinkResponse response) {
        boolean isPreview = Stream.of("Purpose", "X-Purpose", "X-Moz", "Sec-Purpose")
                        .flatMap(name -> request.header(name).stream())
                        .anyMatch(value -> PREVIEW.matcher(value).find())
                || request.header("Sec-Fetch-Dest").filter(EMBEDDED::contains).isPresent();
        return response.status() == 200 && response.body().isPresent() && !isPreview;
    }
}

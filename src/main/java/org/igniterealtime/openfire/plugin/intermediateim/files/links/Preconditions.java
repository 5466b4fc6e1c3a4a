package org.igniterealtime.openfire.plugin.intermediateim.files.links;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a request says about the version of the file that the client has (RFC 9110 section 13).
 *
 * @param etag     of the file, strong, in quotes
 * @param modified when the file was last modified, in whole seconds
 */
record Preconditions(String etag, Instant modified) {

    /** With two digits for the day (RFC 9110 section 5.6.7). */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final String WEAK = "W/";

    /** What they come to. */
    enum Result {
        MET,
        NOT_MODIFIED,
        FAILED
    }

    Preconditions {
        modified = modified.truncatedTo(ChronoUnit.SECONDS);
    }

    String lastModified() {
        return DATE.format(modified);
    }

    /** Section 13.2.2, in its order, for GET and HEAD. */
    Result evaluate(LinkRequest request) {
        Optional<String> match = request.header("If-Match");
        if (match.isPresent() && !match.filter(this::isAmong).isPresent()) {
            return Result.FAILED;
        }
        if (match.isEmpty()
                && date(request, "If-Unmodified-Since")
                        .filter(modified::isAfter)
                        .isPresent()) {
            return Result.FAILED;
        }
        Optional<String> noneMatch = request.header("If-None-Match");
        if (noneMatch.isPresent()) {
            // a weak comparison
            return isAmong(noneMatch.get().replace(WEAK, "")) ? Result.NOT_MODIFIED : Result.MET;
        }
        return date(request, "If-Modified-Since")
                        .filter(time -> !modified.isAfter(time))
                        .isPresent()
                ? Result.NOT_MODIFIED
                : Result.MET;
    }

    private boolean isAmong(String tags) {
        return tags.strip().equals("*")
                || Stream.of(tags.split(",")).map(String::strip).anyMatch(etag::equals);
    }

    private static Optional<Instant> date(LinkRequest request, String field) {
        return request.header(field).flatMap(Preconditions::date);
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip(), Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty(); // then the field does not count
        }
    }

    /** @return whether a range may be sent: the client's part is of this version (section 13.1.5) */
    boolean allowRange(LinkRequest request) {
        return request.header("If-Range")
                .map(String::strip)
                .map(validator -> validator.equals(etag)
                        || date(validator).filter(modified::equals).isPresent())
                .orElse(true);
    }
}

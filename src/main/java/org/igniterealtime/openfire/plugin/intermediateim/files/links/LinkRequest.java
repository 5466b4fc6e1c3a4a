package org.igniterealtime.openfire.plugin.intermediateim.files.links;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A request to the web server, as far as it matters here (RFC 9110). A stranger wrote all of it.
 *
 * @param path    what follows {@link FileLinks#PATH}, decoded
 * @param overTls whether it came over TLS to this very server
 * @param peer    the address from which it came to this server
 * @param headers by their names in lower case; a field that is there more than once has its values after each other,
 *                separated by commas
 */
public record LinkRequest(String method, String path, boolean overTls, String peer, Map<String, String> headers) {

    /** The fields that are read. */
    public static final List<String> HEADERS = List.of(
            "Range",
            "If-Range",
            "If-Match",
            "If-None-Match",
            "If-Modified-Since",
            "If-Unmodified-Since",
            "X-Forwarded-Proto",
            "X-Forwarded-For",
            "Purpose",
            "X-Purpose",
            "X-Moz",
            "Sec-Purpose",
            "Sec-Fetch-Dest");

    public LinkRequest {
        headers = headers.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        field -> field.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
    }

    /** @return the values of a field; empty if it is not there */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** @return the last of the values of a field, which is what the nearest proxy wrote; empty if it is not there */
    Optional<String> lastOf(String name) {
        return header(name)
                .map(values -> values.substring(values.lastIndexOf(',') + 1).strip());
    }

    boolean isGet() {
        return method.equals("GET");
    }
}

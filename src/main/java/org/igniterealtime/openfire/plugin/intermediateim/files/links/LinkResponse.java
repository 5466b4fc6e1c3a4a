package org.igniterealtime.openfire.plugin.intermediateim.files.links;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a request is answered.
 *
 * @param status  of HTTP
 * @param headers with the length of the body
 * @param body    which bytes of the file; empty for none
 */
public record LinkResponse(int status, Map<String, String> headers, Optional<ByteRange> body) {

    static LinkResponse of(int status) {
        return new LinkResponse(status, Map.of(), Optional.empty());
    }

    LinkResponse with(String name, String value) {
        return with(Map.of(name, value));
    }

    LinkResponse with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new LinkResponse(status, all, body);
    }

    LinkResponse with(ByteRange bytes) {
        return new LinkResponse(status, headers, Optional.of(bytes));
    }
}

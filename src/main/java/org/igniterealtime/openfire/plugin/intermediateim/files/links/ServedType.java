package org.igniterealtime.openfire.plugin.intermediateim.files.links;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Map;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileName;

/**
 * As what a file is served, by its content alone. What a browser would run, or might, is a mere sequence of octets.
 *
 * @param contentType as in the header field
 * @param inline      whether a browser may show it rather than store it
 */
record ServedType(String contentType, boolean inline) {

    private static final String OCTETS = "application/octet-stream";
    private static final String TEXT = "text/plain; charset=utf-8";

    /** What browsers can show and never run, by the names that are detected; and the names that browsers know. */
    private static final Map<String, String> SHOWN = Map.ofEntries(
            same("image/jpeg"),
            same("image/png"),
            same("image/apng"),
            Map.entry("image/vnd.mozilla.apng", "image/apng"),
            same("image/gif"),
            same("image/webp"),
            same("image/avif"),
            same("video/mp4"),
            Map.entry("application/mp4", "video/mp4"),
            Map.entry("video/x-m4v", "video/mp4"),
            same("video/webm"),
            same("video/ogg"),
            Map.entry("video/theora", "video/ogg"),
            same("audio/webm"),
            same("audio/ogg"),
            same("application/ogg"),
            Map.entry("audio/vorbis", "audio/ogg"),
            Map.entry("audio/opus", "audio/ogg"),
            Map.entry("audio/speex", "audio/ogg"),
            same("audio/mpeg"),
            same("audio/mp4"),
            same("audio/flac"),
            Map.entry("audio/x-flac", "audio/flac"),
            Map.entry("audio/x-oggflac", "audio/ogg"),
            same("audio/wav"),
            Map.entry("audio/vnd.wave", "audio/wav"),
            Map.entry("audio/x-wav", "audio/wav"),
            same("audio/aac"),
            Map.entry("audio/x-aac", "audio/aac"));

    /** What devices open in programs of their own. */
    private static final Set<String> STORED = Set.of(
            "application/pdf",
            "application/zip",
            "application/gzip",
            "application/x-7z-compressed",
            "application/x-tar",
            "application/msword",
            "application/vnd.ms-excel",
            "application/vnd.ms-powerpoint",
            "application/epub+zip");

    /** Texts that are more than text to a browser, or to what opens them. */
    private static final Set<String> NOT_TEXT = Set.of(
            "text/html", "text/xml", "text/xsl", "text/javascript", "text/ecmascript", "text/x-javascript", "text/css");

    private static Map.Entry<String, String> same(String type) {
        return Map.entry(type, type);
    }

    /** @param mediaType of the content, without parameters, in lower case */
    static ServedType of(String mediaType) {
        String shown = SHOWN.get(mediaType);
        if (shown != null) {
            return new ServedType(shown, true);
        }
        if (mediaType.startsWith("text/") && !NOT_TEXT.contains(mediaType) && !mediaType.contains("xml")) {
            return new ServedType(TEXT, true);
        }
        return new ServedType(STORED.contains(mediaType) ? mediaType : OCTETS, false);
    }

    /** @return the field Content-Disposition (RFC 6266), with the name for clients of every generation */
    String disposition(FileName name) {
        String plain = new String(name.text().getBytes(US_ASCII), US_ASCII).replaceAll("[^ -~]|[\"\\\\%?]", "_");
        return (inline ? "inline" : "attachment") + "; filename=\"" + plain + "\"; filename*=UTF-8''"
                + FileLinks.encode(name.text());
    }
}

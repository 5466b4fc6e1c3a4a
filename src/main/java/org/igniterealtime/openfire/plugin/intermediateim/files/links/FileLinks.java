package org.igniterealtime.openfire.plugin.intermediateim.files.links;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;

/** The URLs by which files can be downloaded. Any thread. */
public final class FileLinks {

    /** Below the base URL; the token and the name of a file follow. */
    public static final String PATH = "/intermediateim/files";

    private static final String UNRESERVED = "-._~"; // besides letters and digits (RFC 3986 section 2.3)

    private final Supplier<LinkTokens> tokens;
    private final Supplier<Optional<String>> base;

    /**
     * @param tokens with the key as it is now
     * @param base   where the public web server is reached, {@code https://host:port} with or without a path, without a
     *               slash at the end; empty while links are off or that server does not run
     */
    public FileLinks(Supplier<LinkTokens> tokens, Supplier<Optional<String>> base) {
        this.tokens = tokens;
        this.base = base;
    }

    /**
     * @return where a file can be downloaded once it is
     *     {@link org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState#LINKED}: an https URL without
     *     query and fragment that ends in the file's name; empty while nothing can be downloaded
     */
    public Optional<String> url(StoredFile file) {
        return base.get()
                .map(start -> start + PATH + "/" + tokens.get().token(file.id()) + "/"
                        + encode(file.offer().name().text()));
    }

    /** @return the token in a link that this node would make now, whatever name follows it; empty for any other URL */
    public Optional<String> token(String url) {
        return base.get()
                .map(start -> start + PATH)
                .filter(start -> url.startsWith(start + "/"))
                .flatMap(start -> LinkResponder.token(url.substring(start.length())));
    }

    /** Percent-encodes all but unreserved characters (RFC 3986 section 2.1). */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(UTF_8)) {
            char c = (char) (octet & 0xFF);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
            encoded.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return encoded.toString();
    }
}

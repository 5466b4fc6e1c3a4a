package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypeException;
import org.apache.tika.mime.MimeTypes;
import org.apache.tika.mime.MimeTypesFactory;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the media type of a file, by the content or by the name, as the table of Apache Tika has it. Types are written
 * without parameters, in lower case. Any thread; making one takes about half a second.
 */
public final class MediaTypes {

    private static final Logger Log = LoggerFactory.getLogger(MediaTypes.class);

    /** How much of a file is looked at. */
    public static final int HEAD_BYTES = 64 * 1024;

    public static final String UNKNOWN = "application/octet-stream";

    private final MimeTypes table;

    /** @throws IOException if the table can't be read */
    public MediaTypes() throws IOException {
        // the table of the library alone, whatever else may be on the server's class path
        try (InputStream text = MimeTypes.class.getResourceAsStream("tika-mimetypes.xml")) {
            table = MimeTypesFactory.create(text);
        } catch (MimeTypeException e) {
            throw new IOException(e);
        }
    }

    /** @return what a file of this name usually is; empty if the name does not tell */
    public Optional<String> byName(FileName name) {
        return Optional.of(typeByName(name)).map(MediaTypes::text).filter(type -> !type.equals(UNKNOWN));
    }

    private MediaType typeByName(FileName name) {
        Metadata named = new Metadata();
        named.set(TikaCoreProperties.RESOURCE_NAME_KEY, name.text());
        try {
            return table.detect(null, named);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // nothing is read
        }
    }

    /**
     * @param head the whole content, or its first {@value #HEAD_BYTES} bytes
     * @return what the content is, whatever it is called
     */
    public String byContent(byte[] head) {
        return text(typeByContent(head));
    }

    /**
     * @return what the content is, or what the name says if that is a kind of it: a file {@code a.docx} is a zip
     *     archive by its content, and any zip archive could be such a document
     */
    public String byContent(byte[] head, FileName name) {
        MediaType content = typeByContent(head);
        MediaType named = typeByName(name);
        return text(table.getMediaTypeRegistry().isSpecializationOf(named, content) ? named : content);
    }

    private MediaType typeByContent(byte[] head) {
        try {
            return table.detect(new ByteArrayInputStream(head), new Metadata());
        } catch (IOException | RuntimeException | StackOverflowError e) { // a stranger made the content
            Log.warn("The type of a file could not be detected", e);
            return MediaType.OCTET_STREAM;
        }
    }

    private static String text(MediaType type) {
        return type.getBaseType().toString();
    }
}

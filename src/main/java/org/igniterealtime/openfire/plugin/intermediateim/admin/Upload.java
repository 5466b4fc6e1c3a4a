package org.igniterealtime.openfire.plugin.intermediateim.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import javax.servlet.MultipartConfigElement;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.Part;

/**
 * Forms that carry a file. Openfire runs our servlets itself, so the container has not been told that they take any.
 */
public final class Upload {

    static final int MAX_OCTETS = 16 << 20;

    private static final int MAX_OCTETS_OF_A_FIELD = 4_096;
    /** How the container that Openfire brings, of every version, is told of it for one request. */
    private static final String JETTY_CONFIGURATION = "org.eclipse.jetty.multipartConfig";

    private Upload() {}

    /** To be called before anything is read of a request. */
    static void prepare(HttpServletRequest request) {
        if (carriesFile(request)) {
            request.setAttribute(
                    JETTY_CONFIGURATION,
                    new MultipartConfigElement(
                            System.getProperty("java.io.tmpdir"), MAX_OCTETS, MAX_OCTETS + (1L << 20), MAX_OCTETS));
        }
    }

    private static boolean carriesFile(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.startsWith("multipart/form-data");
    }

    /** @return the value of a field, also of a form with a file; null if there is none */
    public static String parameter(HttpServletRequest request, String name) throws IOException, ServletException {
        String value = request.getParameter(name);
        if (value != null || !carriesFile(request)) {
            return value;
        }
        Optional<Part> part = part(request, name);
        if (part.isEmpty()) {
            return null;
        }
        try (InputStream in = part.get().getInputStream()) {
            return new String(in.readNBytes(MAX_OCTETS_OF_A_FIELD), UTF_8);
        }
    }

    /** @return the file; empty if none was chosen, or it is larger than {@link #MAX_OCTETS} */
    public static Optional<Part> part(HttpServletRequest request, String name) throws IOException, ServletException {
        try {
            return carriesFile(request) ? Optional.ofNullable(request.getPart(name)) : Optional.empty();
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }
}

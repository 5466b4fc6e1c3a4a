package org.igniterealtime.openfire.plugin.intermediateim.openfire.web;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.igniterealtime.openfire.plugin.intermediateim.files.links.Downloads;
import org.igniterealtime.openfire.plugin.intermediateim.files.links.LinkRequest;
import org.igniterealtime.openfire.plugin.intermediateim.files.links.LinkResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands requests to {@link Downloads}, and its answers back. No thread waits for a file or for a client. */
public final class FileServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final Logger Log = LoggerFactory.getLogger(FileServlet.class);

    private final transient Downloads downloads;

    public FileServlet(Downloads downloads) {
        this.downloads = downloads;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        LinkRequest read = read(request);
        AsyncContext context = request.startAsync(request, response);
        context.setTimeout(0); // downloads have time limits of their own
        downloads.answer(read).whenComplete((answer, failure) -> {
            if (failure == null) {
                write(answer, response, context);
            } else {
                Log.error("A request for a file failed unexpectedly", failure);
                context.complete();
            }
        });
    }

    private static LinkRequest read(HttpServletRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : LinkRequest.HEADERS) {
            List<String> values = Collections.list(request.getHeaders(name));
            if (!values.isEmpty()) {
                headers.put(name, String.join(",", values));
            }
        }
        return new LinkRequest(
                request.getMethod(),
                Optional.ofNullable(request.getPathInfo()).orElse(""),
                request.isSecure(),
                request.getRemoteAddr(),
                headers);
    }

    private static void write(Downloads.Answer answer, HttpServletResponse response, AsyncContext context) {
        LinkResponse head = answer.response();
        try {
            response.setStatus(head.status());
            head.headers().forEach(response::setHeader);
            if (answer.body().isPresent()) {
                new BodyWriter(answer.body().get(), response, context).start();
            } else {
                context.complete();
            }
        } catch (IOException | RuntimeException | OutOfMemoryError e) { // the client is gone, or memory for buffers is
            Log.debug("A request for a file could not be answered", e);
            answer.body().ifPresent(body -> body.close(false));
            context.complete();
        }
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.openfire.web;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.servlet.ServletOutputStream;
import org.igniterealtime.openfire.plugin.intermediateim.files.links.Downloads;

/**
 * Writes buffers to a client. The Servlet API has arrays alone, which would be copied twice; Jetty, of every
 * generation, takes a buffer of memory outside the heap as it is.
 */
final class JettyOutput {

    private JettyOutput() {}

    /** @return for a file that is read and written */
    static ByteBuffer newBuffer(ServletOutputStream out) {
        return method(out).isPresent()
                ? ByteBuffer.allocateDirect(Downloads.BUFFER_BYTES)
                : ByteBuffer.allocate(Downloads.BUFFER_BYTES);
    }

    /**
     * Writes all that remains. @param buffer made for this output; not to be touched until the output is ready again
     */
    static void write(ByteBuffer buffer, ServletOutputStream out) throws IOException {
        if (!buffer.isDirect()) {
            out.write(buffer.array(), buffer.position(), buffer.remaining());
            return;
        }
        try {
            method(out).orElseThrow().invoke(out, buffer);
        } catch (InvocationTargetException e) {
            throw new IOException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Method> method(ServletOutputStream out) {
        try {
            return Optional.of(out.getClass().getMethod("write", ByteBuffer.class));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
    }
}

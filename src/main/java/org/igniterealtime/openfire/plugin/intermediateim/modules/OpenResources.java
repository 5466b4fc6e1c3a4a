package org.igniterealtime.openfire.plugin.intermediateim.modules;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is open, in the order in which it was opened. Not for several threads at once. */
public final class OpenResources implements AutoCloseable {

    private static final Logger Log = LoggerFactory.getLogger(OpenResources.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** Adds what was just opened. */
    public void add(AutoCloseable resource) {
        open.push(resource);
    }

    /** Closes what was added last. */
    public void closeLast() throws Exception {
        open.pop().close();
    }

    /** Closes all, what was opened last first. What can't be closed is logged, and does not keep the rest open. */
    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                closeLast();
            } catch (Exception e) {
                Log.error("A part of Intermediate IM could not be closed", e);
            }
        }
    }
}

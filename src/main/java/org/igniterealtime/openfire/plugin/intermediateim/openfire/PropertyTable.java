package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import java.util.List;
import org.jivesoftware.util.JiveGlobals;

/** The server's properties, as names and texts. Whoever listens to properties is told of a change before it returns. */
public interface PropertyTable {

    /** @return null if there is no such property */
    String get(String name);

    void set(String name, String text);

    void delete(String name);

    List<String> names();

    /** Openfire's own, which are in its database and, in a cluster, the same on all nodes. */
    final class OfOpenfire implements PropertyTable {

        @Override
        public String get(String name) {
            return JiveGlobals.getProperty(name);
        }

        @Override
        public void set(String name, String text) {
            JiveGlobals.setProperty(name, text);
        }

        @Override
        public void delete(String name) {
            JiveGlobals.deleteProperty(name);
        }

        @Override
        public List<String> names() {
            return List.copyOf(JiveGlobals.getPropertyNames());
        }
    }
}

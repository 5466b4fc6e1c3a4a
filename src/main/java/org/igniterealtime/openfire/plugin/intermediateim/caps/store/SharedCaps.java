package org.igniterealtime.openfire.plugin.intermediateim.caps.store;

import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.CapsKey;

/** What the nodes of a cluster tell each other. Calls may block for long. */
public interface SharedCaps {

    /** There is no cluster. */
    SharedCaps NONE = new SharedCaps() {

        @Override
        public Optional<String> find(CapsKey key) {
            return Optional.empty();
        }

        @Override
        public void put(CapsKey key, String query) {
            // nobody is told
        }

        @Override
        public void remove(CapsKey key) {
            // nobody knows
        }

        @Override
        public void removeAll() {
            // nobody knows
        }

        @Override
        public void tellPurged(CapsKey key) {
            // nobody is told
        }

        @Override
        public void tellAllPurged() {
            // nobody is told
        }
    };

    /** @return the XML of a {@code <query/>} whose {@code node} tells the announcement's */
    Optional<String> find(CapsKey key);

    void put(CapsKey key, String query);

    void remove(CapsKey key);

    void removeAll();

    /** Has all other nodes forget it: each has a memory of its own. */
    void tellPurged(CapsKey key);

    /** Has all other nodes forget all. */
    void tellAllPurged();
}

package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.Admission;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.xmpp.packet.JID;

/**
 * What a store works with.
 *
 * @param catalogue     is called by the thread of the store's queue alone
 * @param disk          reads and writes files; a few threads are enough. It must take what it is given until the store
 *                      is closed, which is one task at a time for each file that comes in or is read
 * @param policy        which types are taken, now
 * @param admission     what becomes of a file of so many bytes, now
 * @param others        what other nodes of a cluster have
 */
public record Surroundings(
        FileDirectory directory,
        FileCatalogue catalogue,
        Executor disk,
        Quotas quotas,
        MediaTypes types,
        Supplier<TypePolicy> policy,
        LongFunction<Admission> admission,
        Clock clock,
        OtherNodes others) {

    /** @return the file as it is to be noted when it is there: if it could wait, it may have to be scanned first */
    StoredFile held(StoredFile file) {
        boolean passes = file.state() != FileState.WAITING
                || admission.apply(file.offer().size()) == Admission.PASS;
        return passes ? file : file.in(FileState.HELD);
    }

    /** Tells the other nodes that a row was changed. */
    void changed(JID owner, FileId file) {
        others.changed(owner, file);
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.xmpp.packet.JID;

/** Other nodes of a cluster that have directories, and nothing in them. */
public final class FakeNodes implements OtherNodes {

    /** Those that have told so. */
    public final Set<String> directories = new HashSet<>();

    public final List<String> opened = new ArrayList<>();
    public final List<JID> looking = new ArrayList<>();
    public final List<FileId> changed = new ArrayList<>();
    public boolean areKnown = true;

    @Override
    public boolean mayExist() {
        return true;
    }

    @Override
    public boolean areKnown() {
        return areKnown;
    }

    @Override
    public boolean have(String directory) {
        return directories.contains(directory);
    }

    @Override
    public CompletionStage<OpenFile> read(StoredFile file) {
        return CompletableFuture.failedFuture(new NoSuchFileException(file.id().hex()));
    }

    @Override
    public void opened(String directory) {
        opened.add(directory);
    }

    @Override
    public void changed(JID owner, FileId file) {
        changed.add(file);
    }

    @Override
    public void look(JID owner) {
        looking.add(owner);
    }
}

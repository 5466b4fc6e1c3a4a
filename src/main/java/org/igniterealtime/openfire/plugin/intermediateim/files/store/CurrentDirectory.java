package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Collection;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;

/** The directory that is set now. It can be changed while no file is being written; see {@link FileStore#reopen}. */
public final class CurrentDirectory implements FileDirectory {

    private volatile FileDirectory directory;

    public CurrentDirectory(FileDirectory directory) {
        this.directory = directory;
    }

    /** Uses another directory from now on. Files are not moved. */
    public void set(FileDirectory changed) {
        directory = changed;
    }

    @Override
    public void open() throws IOException {
        directory.open();
    }

    @Override
    public String name() {
        return directory.name();
    }

    @Override
    public boolean has(FileId id) throws IOException {
        return directory.has(id);
    }

    @Override
    public Part createPart(FileId id) throws IOException {
        return directory.createPart(id);
    }

    @Override
    public void rename(FileId part) throws IOException {
        directory.rename(part);
    }

    @Override
    public void force(FileId part) throws IOException {
        directory.force(part);
    }

    @Override
    public void delete(FileId id) throws IOException {
        directory.delete(id);
    }

    @Override
    public Collection<Entry> list() throws IOException {
        return directory.list();
    }

    @Override
    public SeekableByteChannel read(FileId id) throws IOException {
        return directory.read(id);
    }

    @Override
    public SeekableByteChannel readPart(FileId id) throws IOException {
        return directory.readPart(id);
    }

    @Override
    public long usableBytes() throws IOException {
        return directory.usableBytes();
    }
}

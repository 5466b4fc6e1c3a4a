package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Collection;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;

/** Passes everything on to another directory. */
class ForwardingDirectory implements FileDirectory {

    private final FileDirectory directory;

    ForwardingDirectory(FileDirectory directory) {
        this.directory = directory;
    }

    /** Passes everything on to another part. */
    static class ForwardingPart implements Part {

        private final Part part;

        ForwardingPart(Part part) {
            this.part = part;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            part.write(bytes);
        }

        @Override
        public void force() throws IOException {
            part.force();
        }

        @Override
        public void close() throws IOException {
            part.close();
        }
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

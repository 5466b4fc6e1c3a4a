package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;

/** On a disk that is full after some bytes. */
final class FullDirectory extends ForwardingDirectory {

    private long room;

    FullDirectory(FileDirectory directory, long room) {
        super(directory);
        this.room = room;
    }

    @Override
    public Part createPart(FileId id) throws IOException {
        return new ForwardingPart(super.createPart(id)) {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                room -= bytes.remaining();
                if (room < 0) {
                    throw new IOException("No space left on device");
                }
                super.write(bytes);
            }
        };
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;

/**
 * Stops a store at one of its steps, as if the process had been killed: the step is not done, or half of the bytes are
 * written, and nothing is done afterwards. Only what changes disk or database is a step.
 */
final class Crash {

    /** The process is dead. No part of the store may catch it. */
    static final class Killed extends Error {

        private static final long serialVersionUID = 1L;
    }

    private final int fatalStep;
    private int steps;
    private boolean dead;

    /** @param fatalStep counted from 0; more than there are never happens */
    Crash(int fatalStep) {
        this.fatalStep = fatalStep;
    }

    boolean hasHappened() {
        return dead;
    }

    StoreFixture.Parts parts() {
        return new StoreFixture.Parts(Directory::new, Catalogue::new, Runnable::run);
    }

    private void live() {
        if (dead) {
            throw new Killed();
        }
    }

    private void step() {
        live();
        if (steps++ == fatalStep) {
            dead = true;
            throw new Killed();
        }
    }

    private final class Directory extends ForwardingDirectory {

        private Directory(FileDirectory directory) {
            super(directory);
        }

        @Override
        public Part createPart(FileId id) throws IOException {
            step();
            return new ForwardingPart(super.createPart(id)) {
                @Override
                public void write(ByteBuffer bytes) throws IOException {
                    try {
                        step();
                    } catch (Killed e) {
                        super.write(bytes.duplicate().limit(bytes.position() + bytes.remaining() / 2));
                        throw e;
                    }
                    super.write(bytes);
                }

                @Override
                public void force() throws IOException {
                    step();
                    super.force();
                }
            };
        }

        @Override
        public void rename(FileId part) throws IOException {
            step();
            super.rename(part);
        }

        @Override
        public void force(FileId part) throws IOException {
            step();
            super.force(part);
        }

        @Override
        public void delete(FileId id) throws IOException {
            step();
            super.delete(id);
        }
    }

    private final class Catalogue extends ForwardingCatalogue {

        private Catalogue(FileCatalogue catalogue) {
            super(catalogue);
        }

        @Override
        void before() {
            live();
        }

        @Override
        public void insert(StoredFile file) {
            step();
            super.insert(file);
        }

        @Override
        public boolean update(StoredFile file, FileState before) {
            step();
            return super.update(file, before);
        }

        @Override
        public void delete(FileId id) {
            step();
            super.delete(id);
        }
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.files.linked;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.OutgoingFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.linked.LinkedFiles.LinkedFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.uploads.LocalDownloads;
import org.igniterealtime.openfire.plugin.intermediateim.files.uploads.UploadSlots;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FakeClock;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;

class UploadedFileLinksTest {

    private static final String HERE = "https://127.0.0.1:1/a/rose.png";
    private static final String ELSEWHERE = "https://192.0.2.1/a/rose.png";

    private final UploadSlots slots = new UploadSlots(address -> true, new FakeClock());
    private boolean permitted = true;
    private final LinkedFiles uploads =
            new UploadedFileLinks(slots, file -> permitted, new LocalDownloads(Runnable::run, Runnable::run));

    private void slot(String url) {
        slots.requested(
                Xml.iq(
                        "<iq type='get' id='1' from='romeo@montague.lit/x' to='upload.montague.lit'>"
                                + "<request xmlns='urn:xmpp:http:upload:0' filename='rose.png' size='10' content-type='image/png'/></iq>"));
        slots.answered(Xml.iq("<iq type='result' id='1' to='romeo@montague.lit/x' from='upload.montague.lit'>"
                + "<slot xmlns='urn:xmpp:http:upload:0'><get url='" + url + "'/></slot></iq>"));
    }

    private Optional<LinkedFile> find(LinkedFiles files, String url) {
        return files.key(url)
                .flatMap(key -> files.find(key).toCompletableFuture().join());
    }

    @Test
    void aFileOnThisMachineIsOfferedAsItWasRequested() {
        slot(HERE);
        OutgoingFile file = find(uploads, HERE).orElseThrow().file();

        assertEquals("rose.png", file.name().text());
        assertEquals(10, file.size());
        assertEquals("image/png", file.mediaType());
        assertTrue(file.content().get().toCompletableFuture().isCompletedExceptionally()); // nothing listens there
    }

    @Test
    void nothingElseIs() {
        slot(ELSEWHERE);
        assertFalse(find(uploads, ELSEWHERE).isPresent());
        assertFalse(uploads.key(HERE).isPresent());
        assertFalse(uploads.find(HERE).toCompletableFuture().join().isPresent()); // forgotten since
    }

    @Test
    void whatIsNotPermittedIsNot() {
        slot(HERE);
        permitted = false;
        assertFalse(uploads.key(HERE).isPresent());
    }

    @Test
    void filesOfBothKindsAreFound() {
        LinkedFile stored = new LinkedFile(null, () -> {});
        LinkedFiles both = LinkedFiles.of(
                new LinkedFiles() {
                    @Override
                    public Optional<String> key(String url) {
                        return Optional.of(url).filter("https://stored"::equals).map(any -> "token");
                    }

                    @Override
                    public CompletionStage<Optional<LinkedFile>> find(String key) {
                        return CompletableFuture.completedFuture(
                                Optional.of(stored).filter(any -> key.equals("token")));
                    }
                },
                uploads);
        slot(HERE);

        assertEquals(Optional.of(stored), find(both, "https://stored"));
        assertEquals("rose.png", find(both, HERE).orElseThrow().file().name().text());
        assertEquals(Optional.empty(), both.key("https://other"));
    }
}

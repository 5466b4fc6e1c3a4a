package org.igniterealtime.openfire.plugin.intermediateim.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileContent;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.FileStore;
import org.igniterealtime.openfire.plugin.intermediateim.storage.WriteQueue;
import org.igniterealtime.openfire.plugin.intermediateim.testing.ManualTasks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that takes files is killed in the middle of it. */
class KilledStoreTest {

    @TempDir
    private Path folder;

    /** Files that the process has confirmed and did not begin to delete, with their hashes. */
    private final Map<String, String> confirmed = new HashMap<>();

    @Test
    void aKilledProcessLosesNoWholeFile() throws Exception {
        Hsqldb scripts = new Hsqldb();
        scripts.schema().install(StoreProcess.database(folder));
        Schema.execute(StoreProcess.database(folder), "SHUTDOWN");
        for (int run = 1; run <= 2; run++) {
            killAfter(10 * run, run);
            lookAtWhatIsLeft();
        }
        assertTrue(confirmed.size() >= 15, confirmed.size() + " files");
    }

    private void killAfter(int lines, int seed) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreProcess.class.getName(),
                        folder.toString(),
                        String.valueOf(seed))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = process.inputReader()) {
            for (int i = 0; i < lines; i++) {
                note(out.readLine());
            }
            process.toHandle().destroyForcibly(); // what it has written can still be read
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                note(line); // confirmed before it died
            }
        }
        process.waitFor();
    }

    private void note(String line) {
        String[] words = line.split(" ");
        if (words[0].equals("taken") && words.length == 3 && words[2].length() == 64) {
            confirmed.put(words[1], words[2]);
        } else if (words.length > 1) {
            confirmed.remove(words[1]);
        }
    }

    private void lookAtWhatIsLeft() throws Exception {
        WriteQueue writes =
                new WriteQueue("files", new WriteQueue.Bounds(Integer.MAX_VALUE, Long.MAX_VALUE), new ManualTasks());
        FileStore store = StoreProcess.store(folder, Runnable::run, writes);
        store.open();
        assertTrue(store.isAvailable());
        Map<String, String> waiting = new HashMap<>();
        for (StoredFile file :
                store.waitingFor(StoreProcess.JULIET).toCompletableFuture().join()) {
            waiting.put(file.id().hex(), file.content().map(FileContent::sha256).orElseThrow());
        }
        assertEquals(new TreeSet<>(waiting.keySet()), names(), "no orphan on either side");
        for (Map.Entry<String, String> file : waiting.entrySet()) {
            assertEquals(file.getValue(), sha256(folder.resolve("files").resolve(file.getKey())));
        }
        confirmed.forEach((id, hash) -> assertEquals(hash, waiting.get(id), "confirmed, and there"));
        assertEquals(
                waiting.size(),
                new SqlFileCatalogue(StoreProcess.database(folder), FileId::hex)
                        .entries()
                        .size());
        store.close();
        Schema.execute(StoreProcess.database(folder), "SHUTDOWN");
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("files"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("directory-name"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}

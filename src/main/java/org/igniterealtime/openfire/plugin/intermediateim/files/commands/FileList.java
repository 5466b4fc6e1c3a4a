package org.igniterealtime.openfire.plugin.intermediateim.files.commands;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;

/**
 * The files of a user, and how they are told apart in a chat: by a key, the beginning of the id. Numbers would
 * come to mean another file when one is delivered.
 *
 * @param files     in the order in which they are listed: what came last comes first
 * @param keyLength of keys, so that no two are the same
 */
record FileList(List<StoredFile> files, int keyLength) {

    private static final int SHORTEST_KEY = 4;

    FileList {
        files = List.copyOf(files);
    }

    /** @param taken in the order in which they were taken */
    static FileList of(List<StoredFile> taken) {
        List<StoredFile> files = new ArrayList<>(taken);
        Collections.reverse(files);
        int length = SHORTEST_KEY;
        while (!areDistinct(files, length)) {
            length++;
        }
        return new FileList(files, length);
    }

    private static boolean areDistinct(List<StoredFile> files, int length) {
        Set<String> keys = new HashSet<>();
        return files.stream().allMatch(file -> keys.add(file.id().hex().substring(0, length)));
    }

    /** @return the same list without what is kept back because of malware, or until it is scanned */
    FileList deliverable() {
        return only(files.stream().filter(file -> !file.state().isKeptBack()).toList());
    }

    String key(StoredFile file) {
        return file.id().hex().substring(0, keyLength);
    }

    /** @return the files that are meant: by the beginning of their ids, or by their names in any case */
    List<StoredFile> matching(String wanted) {
        String beginning = wanted.toLowerCase(Locale.ROOT);
        return files.stream()
                .filter(file ->
                        beginning.length() >= SHORTEST_KEY && file.id().hex().startsWith(beginning)
                                || file.offer().name().text().equalsIgnoreCase(wanted))
                .toList();
    }

    /** @return the same list with some of its files alone */
    FileList only(List<StoredFile> some) {
        return new FileList(some, keyLength);
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.util.Arrays;

/**
 * Which nicks are in a room, in 8 bytes each: of every nick a hash is kept. Whoever makes two nicks with one hash hides
 * behind himself. Bounded: in a larger room some are not known.
 */
final class NickSet {

    static final int MOST = 1024;
    private static final long[] NONE = {};

    private final long seed;
    /** Sorted up to {@link #size}. */
    private long[] hashes = NONE;

    private int size;

    NickSet(long seed) {
        this.seed = seed;
    }

    int size() {
        return size;
    }

    boolean contains(String nick) {
        return find(nick) >= 0;
    }

    /** @return whether it is new, and there was room for it */
    boolean add(String nick) {
        int at = find(nick);
        if (at >= 0 || size == MOST) {
            return false;
        }
        int to = -at - 1;
        long[] grown = size < hashes.length ? hashes : Arrays.copyOf(hashes, size + Math.max(4, size >> 2));
        System.arraycopy(hashes, to, grown, to + 1, size - to);
        grown[to] = hash(nick);
        hashes = grown;
        size++;
        return true;
    }

    /** @return whether it was there */
    boolean remove(String nick) {
        int at = find(nick);
        if (at < 0) {
            return false;
        }
        size--;
        System.arraycopy(hashes, at + 1, hashes, at, size - at);
        return true;
    }

    void clear() {
        hashes = NONE;
        size = 0;
    }

    private int find(String nick) {
        return Arrays.binarySearch(hashes, 0, size, hash(nick));
    }

    /** SplitMix64 over the characters. */
    long hash(String nick) {
        long hash = seed;
        for (int i = 0; i < nick.length(); i++) {
            hash = (hash ^ nick.charAt(i)) + 0x9e3779b97f4a7c15L;
            hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
            hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
            hash ^= hash >>> 31;
        }
        return hash;
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import java.time.Duration;

/**
 * How much is taken. Nothing is without limit.
 *
 * @param fileBytes          of one file
 * @param inboxBytes         of all files that wait for one user. One sender may hold half of them
 * @param inboxFiles         that wait for one user, however small they are. One sender may hold half of them
 * @param senderBytesPerDay  that arrive from one sender; days begin at midnight UTC
 * @param senderFilesAtOnce  that one sender may be sending
 * @param totalBytes         of all files
 * @param freeBytes          to leave on the disk
 * @param silence            time without bytes, after which a transfer is given up
 * @param retention          how long a file waits
 */
public record Limits(
        long fileBytes,
        long inboxBytes,
        int inboxFiles,
        long senderBytesPerDay,
        int senderFilesAtOnce,
        long totalBytes,
        long freeBytes,
        Duration silence,
        Duration retention) {

    private static final long MIB = 1024 * 1024;
    private static final long GIB = 1024 * MIB;

    public static final Limits DEFAULTS = new Limits(
            100 * MIB, 500 * MIB, 1000, 500 * MIB, 5, 10 * GIB, GIB, Duration.ofSeconds(30), Duration.ofDays(30));
}

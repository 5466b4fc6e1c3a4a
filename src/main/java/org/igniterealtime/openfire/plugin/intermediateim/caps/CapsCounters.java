package org.igniterealtime.openfire.plugin.intermediateim.caps;

/** What the cache has done since the feature was made. Any thread. */
@FunctionalInterface
public interface CapsCounters {

    /**
     * @param questions clients' questions for capabilities of others that could have been answered by us
     * @param answered  those of them that we have answered: so many have not been delivered
     * @param asked     questions of ours
     * @param learned   answers that were verified and new
     */
    record Counts(long questions, long answered, long asked, long learned) {}

    Counts counts();
}

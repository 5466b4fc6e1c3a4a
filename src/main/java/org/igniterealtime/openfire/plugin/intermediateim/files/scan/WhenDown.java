package org.igniterealtime.openfire.plugin.intermediateim.files.scan;

/** What becomes of files while the scanner does not answer, and of those that it fails to scan. */
public enum WhenDown {
    /** They wait for the scanner. */
    HOLD,
    /** They are delivered without having been scanned. */
    PASS
}

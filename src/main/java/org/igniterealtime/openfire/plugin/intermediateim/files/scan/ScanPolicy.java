package org.igniterealtime.openfire.plugin.intermediateim.files.scan;

import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.Admission;

/**
 * What is scanned, and what becomes of the rest.
 *
 * @param scanner   empty if nothing is scanned
 * @param mostBytes of a file that the scanner is given. Beyond its own limits it says that all is well
 * @param larger    what becomes of files that are larger
 */
public record ScanPolicy(Optional<ScannerAddress> scanner, long mostBytes, WhenDown whenDown, Admission larger) {

    /** @return what becomes of a file of so many bytes when it is offered, and when it is whole */
    public Admission of(long bytes) {
        if (scanner.isEmpty()) {
            return Admission.PASS;
        }
        return bytes <= mostBytes ? Admission.HOLD : larger;
    }

    /** @return whether such a file need not wait for anything */
    boolean passesLarger() {
        return larger == Admission.PASS;
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.admin.files;

import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.Quantities;

/**
 * Files in a directory that no running node of the cluster has.
 *
 * @param directory begins with the name of the host that made it
 */
public record UnreachableRow(String directory, int files, String size) {

    static UnreachableRow of(FileCatalogue.Place place, Quantities quantities) {
        return new UnreachableRow(place.directory(), place.files(), quantities.bytes(place.bytes()));
    }
}

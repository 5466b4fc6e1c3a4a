package org.igniterealtime.openfire.plugin.intermediateim.files.uploads;

import java.net.URI;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileName;

/**
 * A file for which a client was given a slot, as it was requested.
 *
 * @param url       where it can be downloaded, exactly as the component has given it out
 * @param size      in bytes; what is downloaded has exactly so many
 * @param mediaType as the client has said
 */
public record UploadedFile(URI url, FileName name, long size, String mediaType) {}

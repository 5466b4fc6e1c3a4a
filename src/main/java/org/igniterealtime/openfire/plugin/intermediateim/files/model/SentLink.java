package org.igniterealtime.openfire.plugin.intermediateim.files.model;

import java.time.Instant;
import java.util.Optional;

/**
 * The link that the owner of a file was sent.
 *
 * @param sent       in whole milliseconds
 * @param downloaded when somebody first got the whole file by it, in whole milliseconds; empty if nobody has
 */
public record SentLink(Instant sent, Optional<Instant> downloaded) {}

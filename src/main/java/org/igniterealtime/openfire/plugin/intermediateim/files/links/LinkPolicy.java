package org.igniterealtime.openfire.plugin.intermediateim.files.links;

import java.time.Duration;
import java.util.Optional;

/**
 * What the administrator wants of links.
 *
 * @param on             whether anything is served
 * @param behindTlsProxy whether all requests come from a proxy that ends TLS, so that what it says is believed
 * @param expiry         how long a file can be downloaded after somebody first got the whole of it; empty for as long
 *                       as it is stored
 */
public record LinkPolicy(boolean on, boolean behindTlsProxy, Optional<Duration> expiry) {}

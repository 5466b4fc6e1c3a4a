package org.igniterealtime.openfire.plugin.intermediateim.caps.verification;

/**
 * By what capabilities are found: everybody who announces the same hash has the same. The node is no part of it, since
 * it is not hashed.
 *
 * @param hash name of the hash function, in lower case
 */
public record CapsKey(String hash, String ver) {}

package org.igniterealtime.openfire.plugin.intermediateim.caps.bounds;

import org.igniterealtime.openfire.plugin.intermediateim.stanza.Addresses;

/** Who is meant by what one party may make us hold, or do. */
public final class Parties {

    private final String domain;
    private final String subdomains;

    /** @param domain this server's */
    public Parties(String domain) {
        this.domain = domain;
        subdomains = "." + domain;
    }

    /**
     * @return a user or a room of this server, by the bare JID; another server as a whole, where anybody can make up
     *     users
     */
    public String of(String address) {
        return isForeign(address) ? Addresses.domain(address) : Addresses.bare(address);
    }

    /** @return whether the address is another server's; those of our own components are ours */
    public boolean isForeign(String address) {
        String itsDomain = Addresses.domain(address);
        return !itsDomain.equals(domain) && !itsDomain.endsWith(subdomains);
    }

    /** @return whether it is a client of this server, whose session takes more than we remember of it */
    public boolean isOurClient(AddressKey address) {
        return address.resource() != null && domain.equals(address.domain());
    }
}

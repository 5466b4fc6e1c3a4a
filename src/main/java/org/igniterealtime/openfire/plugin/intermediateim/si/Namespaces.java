package org.igniterealtime.openfire.plugin.intermediateim.si;

/** Namespaces of stream initiation, and of the streams that it leads to. */
public final class Namespaces {

    /** XEP-0095. */
    public static final String SI = "http://jabber.org/protocol/si";
    /** XEP-0096; also the name of the profile. */
    public static final String FILE_TRANSFER = "http://jabber.org/protocol/si/profile/file-transfer";
    /** XEP-0065. */
    public static final String BYTESTREAMS = "http://jabber.org/protocol/bytestreams";
    /** XEP-0166. */
    public static final String JINGLE = "urn:xmpp:jingle:1";

    private Namespaces() {}
}

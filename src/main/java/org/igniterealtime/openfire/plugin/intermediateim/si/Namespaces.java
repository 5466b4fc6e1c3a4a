package org.igniterealtime.openfire.plugin.intermediateim.si;

/** Namespaces of stream initiation, and of the streams that it leads to. */
public final class Namespaces {

    /** XEP-0095. */
    public static final String SI = "http://jabber.org/protocol/si";
    /** XEP-0096; also the name of the profile. */
    public static final String FILE_TRANSFER = "http://jabber.org/protocol/si/profile/file-transfer";
    /** XEP-0020. */
    public static final String FEATURE_NEGOTIATION = "http://jabber.org/protocol/feature-neg";
    /** XEP-0065. */
    public static final String BYTESTREAMS = "http://jabber.org/protocol/bytestreams";
    /** XEP-0047. */
    public static final String IBB = "http://jabber.org/protocol/ibb";
    /** XEP-0166. */
    public static final String JINGLE = "urn:xmpp:jingle:1";

    private Namespaces() {}
}

package org.igniterealtime.openfire.plugin.intermediateim.caps;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;

/** Answers to disco#info whose hashes are known, as their XML. */
public final class Vectors {

    public static final String CAPS = "http://jabber.org/protocol/caps";
    public static final String INFO = "http://jabber.org/protocol/disco#info";
    public static final String ITEMS = "http://jabber.org/protocol/disco#items";
    public static final String MUC = "http://jabber.org/protocol/muc";

    /** The features of the examples of XEP-0115 §5.2 and §5.3, not in order. */
    public static final String FEATURES = features(MUC, ITEMS, CAPS, INFO);

    public static final String EXODUS = "<identity category='client' type='pc' name='Exodus 0.9.1'/>";

    public static final String SOFTWARE = "<x xmlns='jabber:x:data' type='result'>"
            + "<field var='FORM_TYPE' type='hidden'><value>urn:xmpp:dataforms:softwareinfo</value></field>"
            + "<field var='ip_version' type='text-multi'><value>ipv6</value><value>ipv4</value></field>"
            + "<field var='os'><value>Mac</value></field><field var='os_version'><value>10.5.1</value></field>"
            + "<field var='software_version'><value>0.11</value></field><field var='software'><value>Psi</value></field></x>";

    public static final String PSI = "<identity xml:lang='en' category='client' type='pc' name='Psi 0.11'/>"
            + "<identity xml:lang='el' category='client' type='pc' name='Ψ 0.11'/>";

    public static final String V1 = "QgayPKawpkPSDYmwT/WM94uAlu0=";
    public static final String V2 = "q07IKJEyjvHSyhy//CH0CxmKi8w=";

    static final List<String> SIMPLE_FEATURES = in(
                    "http://jabber.org/protocol/",
                    "si",
                    "bytestreams",
                    "chatstates",
                    "disco#info",
                    "disco#items",
                    "rosterx",
                    "ibb",
                    "si/profile/file-transfer")
            .and("urn:xmpp:", "ping", "time", "receipts")
            .and("jabber:iq:", "time", "privacy", "version", "roster", "last")
            .and("jabber:x:", "oob")
            .all();

    static final List<String> COMPLEX_FEATURES = in(
                    "",
                    "games:board",
                    "http://www.facebook.com/xmpp/messages",
                    "http://www.xmpp.org/extensions/xep-0084.html#ns-metadata+notify")
            .and(
                    "http://jabber.org/protocol/",
                    "activity",
                    "activity+notify",
                    "bytestreams",
                    "chatstates",
                    "commands",
                    "disco#info",
                    "disco#items",
                    "evil",
                    "feature-neg",
                    "geoloc",
                    "geoloc+notify",
                    "ibb",
                    "iqibb",
                    "mood",
                    "mood+notify",
                    "rosterx",
                    "si",
                    "si/profile/file-transfer",
                    "tune")
            .and(
                    "jabber:iq:",
                    "avatar",
                    "browse",
                    "dtcp",
                    "filexfer",
                    "ibb",
                    "inband",
                    "jidlink",
                    "last",
                    "oob",
                    "privacy",
                    "roster",
                    "time",
                    "version")
            .and("jabber:x:", "data", "event", "oob")
            .and("urn:xmpp:", "avatar:metadata+notify", "ping", "receipts", "time")
            .all();

    /** The simple example of XEP-0390. */
    public static final String W1 =
            "<identity category='client' type='mobile' name='BombusMod'/>" + features(SIMPLE_FEATURES);

    /** The complex one. */
    public static final String W2 = "<identity category='client' type='pc' xml:lang='en' name='Tkabber'/>"
            + "<identity category='client' type='pc' xml:lang='ru' name='Ткаббер'/>" + features(COMPLEX_FEATURES)
            + "<x xmlns='jabber:x:data' type='result'>"
            + "<field var='FORM_TYPE' type='hidden'><value>urn:xmpp:dataforms:softwareinfo</value></field>"
            + "<field var='software'><value>Tkabber</value></field>"
            + "<field var='software_version'><value>0.11.1-svn-20111216-mod (Tcl/Tk 8.6b2)</value></field>"
            + "<field var='os'><value>Windows</value></field><field var='os_version'><value>XP</value></field></x>";

    private Vectors() {}

    private record Names(List<String> all) {

        Names and(String prefix, String... names) {
            return new Names(java.util.stream.Stream.concat(
                            all.stream(), Arrays.stream(names).map(prefix::concat))
                    .toList());
        }
    }

    private static Names in(String prefix, String... names) {
        return new Names(List.of()).and(prefix, names);
    }

    public static String features(String... features) {
        return features(List.of(features));
    }

    public static String features(List<String> features) {
        return features.stream()
                .map(feature -> "<feature var='" + feature + "'/>")
                .collect(Collectors.joining());
    }

    /** @return the {@code <query/>} with this content, inside its IQ */
    public static Element query(String content) {
        return query("", content);
    }

    /** @param attributes of the IQ */
    public static Element query(String attributes, String content) {
        return Xml.element(
                        "<iq type='result' " + attributes + "><query xmlns='" + INFO + "'>" + content + "</query></iq>")
                .element("query");
    }

    public static Announcement sha1(String ver) {
        return new Announcement("sha-1", "http://example.org/client", ver);
    }
}

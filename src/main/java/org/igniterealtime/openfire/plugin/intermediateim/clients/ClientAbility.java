package org.igniterealtime.openfire.plugin.intermediateim.clients;

import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;

/** What people expect of a client, and the features that say it can do that; one of them is enough. */
public enum ClientAbility {
    RICH_TEXT("http://jabber.org/protocol/xhtml-im"),
    FILES(
            "http://jabber.org/protocol/si/profile/file-transfer",
            "urn:xmpp:jingle:apps:file-transfer:5",
            "urn:xmpp:jingle:apps:file-transfer:4",
            "urn:xmpp:jingle:apps:file-transfer:3"),
    LINKS("jabber:x:oob"),
    ROOMS("http://jabber.org/protocol/muc"),
    CHAT_STATES("http://jabber.org/protocol/chatstates"),
    RECEIPTS("urn:xmpp:receipts"),
    CORRECTION("urn:xmpp:message-correct:0"),
    CALLS("urn:xmpp:jingle:apps:rtp:audio"),
    AVATARS("urn:xmpp:avatar:metadata+notify", "http://www.xmpp.org/extensions/xep-0084.html#ns-metadata+notify"),
    ENCRYPTION(
            "eu.siacs.conversations.axolotl.devicelist+notify",
            "urn:xmpp:omemo:2:devices+notify",
            "urn:xmpp:omemo:1:devices+notify");

    private final List<String> features;

    ClientAbility(String... features) {
        this.features = List.of(features);
    }

    public boolean isIn(DiscoInfo info) {
        return features.stream().anyMatch(info::hasFeature);
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.testing;

import java.util.ArrayList;
import java.util.List;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.HashFunction;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationString;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;

/**
 * What a raw client claims to be: what it announces, and what it answers.
 *
 * @param node names the program
 * @param info what it can do
 * @param ver  what it announces, which need not be the hash of that
 */
public record Software(String node, DiscoInfo info, String ver) {

    /** @param name makes the hash one that nobody else has */
    public static Software named(String name, String... features) {
        List<String> all =
                new ArrayList<>(List.of("http://jabber.org/protocol/caps", "http://jabber.org/protocol/disco#info"));
        all.addAll(List.of(features));
        DiscoInfo info = new DiscoInfo(List.of(new DiscoInfo.Identity("client", "pc", name)), all);
        return new Software("http://example.org/" + name, info, VerificationString.of(info, HashFunction.SHA_1));
    }

    /** @return one that announces the same as this and answers something else */
    public Software lying(DiscoInfo lie) {
        return new Software(node, lie, ver);
    }

    public String discoNode() {
        return node + "#" + ver;
    }

    /** @return {@code <c/>} for its presence */
    public String caps() {
        return "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='" + node + "' ver='" + ver + "'/>";
    }

    /** @return its answer */
    public String answer(Element question) {
        String node = question.element("query").attributeValue("node");
        Element query = node == null ? info.toElement() : info.toElement(node);
        return "<iq type='result' id='" + question.attributeValue("id") + "' to='" + question.attributeValue("from")
                + "'>" + query.asXML() + "</iq>";
    }

    /** @return whether this is a question what a client can do */
    public static boolean isQuestion(Element stanza) {
        Element query = stanza.element("query");
        return stanza.getName().equals("iq")
                && "get".equals(stanza.attributeValue("type"))
                && query != null
                && query.getNamespaceURI().equals(DiscoInfo.NAMESPACE);
    }
}

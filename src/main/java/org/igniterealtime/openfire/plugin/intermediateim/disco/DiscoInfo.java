package org.igniterealtime.openfire.plugin.intermediateim.disco;

import java.util.List;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;

/**
 * What an address says of itself (XEP-0030 §3.1).
 *
 * @param features namespaces, in the order in which they are written
 */
public record DiscoInfo(List<Identity> identities, List<String> features) {

    public static final String NAMESPACE = "http://jabber.org/protocol/disco#info";
    public static final QName QUERY = QName.get("query", NAMESPACE);

    /** @param category and type are from the registry of disco identities; {@code name} is for people */
    public record Identity(String category, String type, String name) {
    }

    public DiscoInfo {
        if (identities.isEmpty()) {
            throw new IllegalArgumentException("at least one identity is required (XEP-0030 §3.1)");
        }
        identities = List.copyOf(identities);
        features = List.copyOf(features);
    }

    /** @return a fresh {@code <query/>} without a parent */
    public Element toElement() {
        Element query = DocumentHelper.createElement(QUERY);
        for (Identity identity : identities) {
            query.addElement("identity")
                    .addAttribute("category", identity.category())
                    .addAttribute("type", identity.type())
                    .addAttribute("name", identity.name());
        }
        features.forEach(feature -> query.addElement("feature").addAttribute("var", feature));
        return query;
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.disco;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.Namespace;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.ElementSize;

/**
 * What an address says of itself (XEP-0030 §3.1).
 *
 * @param identities at least one by the rules; real clients break them
 * @param features   namespaces, in the order in which they are written
 * @param forms      further data (XEP-0128)
 */
public record DiscoInfo(List<Identity> identities, List<String> features, List<DataForm> forms) {

    public static final String NAMESPACE = "http://jabber.org/protocol/disco#info";
    public static final QName QUERY = QName.get("query", NAMESPACE);

    /** Of what is read, as counted by {@link ElementSize}: some 20 times what clients say. */
    public static final int MAX_CHARACTERS = 64 * 1024;

    private static final QName LANG = QName.get("lang", Namespace.XML_NAMESPACE);
    private static final QName FEATURE = QName.get("feature", NAMESPACE);
    private static final QName VAR = QName.get("var");

    /**
     * @param category from the registry of disco identities, as is {@code type}
     * @param lang     language of the name; empty for none
     * @param name     for people; empty for none
     */
    public record Identity(String category, String type, String lang, String name) {

        public Identity(String category, String type, String name) {
            this(category, type, "", name);
        }
    }

    public DiscoInfo {
        identities = List.copyOf(identities);
        features = List.copyOf(features);
        forms = List.copyOf(forms);
    }

    public DiscoInfo(List<Identity> identities, List<String> features) {
        this(identities, features, List.of());
    }

    /**
     * Reads an answer. What is not known in it is left out, so are features without a name.
     *
     * @return empty if the element is something else, or too large
     */
    public static Optional<DiscoInfo> in(Element query) {
        return in(query, "");
    }

    /** @param inherited language of the identities that have none of their own; see {@link #inheritedLanguage} */
    public static Optional<DiscoInfo> in(Element query, String inherited) {
        if (!query.getQName().equals(QUERY) || ElementSize.exceeds(query, MAX_CHARACTERS)) {
            return Optional.empty();
        }
        List<Identity> identities = new ArrayList<>();
        List<String> features = new ArrayList<>();
        List<DataForm> forms = new ArrayList<>();
        for (Object each : query.elements()) {
            Element child = (Element) each;
            if (DataForm.is(child)) {
                DataForm form = DataForm.read(child);
                forms.add(new DataForm(
                        DataForm.Type.RESULT, form.fields(), form.table())); // whatever it says (XEP-0128 §2)
            } else if (is("identity", child)) {
                identities.add(new Identity(
                        child.attributeValue("category", ""),
                        child.attributeValue("type", ""),
                        child.attributeValue(LANG, inherited),
                        child.attributeValue("name", "")));
            } else if (is("feature", child)) {
                String var = child.attributeValue("var");
                if (var != null) {
                    features.add(var);
                }
            }
        }
        return Optional.of(new DiscoInfo(identities, features, forms));
    }

    private static boolean is(String name, Element child) {
        return child.getName().equals(name) && child.getNamespaceURI().equals(NAMESPACE);
    }

    /** @return the nearest {@code xml:lang} of the element and those around it; empty for none */
    public static String inheritedLanguage(Element query) {
        for (Element element = query; element != null; element = element.getParent()) {
            String lang = element.attributeValue(LANG);
            if (lang != null) {
                return lang;
            }
        }
        return "";
    }

    public boolean hasFeature(String feature) {
        return features.contains(feature);
    }

    /** @return a fresh {@code <query/>} without a parent */
    public Element toElement() {
        Element query = DocumentHelper.createElement(QUERY);
        for (Identity identity : identities) {
            Element element = query.addElement("identity")
                    .addAttribute("category", identity.category())
                    .addAttribute("type", identity.type());
            if (!identity.lang().isEmpty()) {
                element.addAttribute(LANG, identity.lang());
            }
            if (!identity.name().isEmpty()) {
                element.addAttribute("name", identity.name());
            }
        }
        for (String feature :
                features) { // there are dozens of them, and dom4j looks up each name that is given as a text
            query.addElement(FEATURE).addAttribute(VAR, feature);
        }
        forms.forEach(form -> query.add(form.toElement()));
        return query;
    }

    /** @return the same with the {@code node} that was asked for, which the answer repeats (§3.2) */
    public Element toElement(String node) {
        return toElement().addAttribute("node", node);
    }
}

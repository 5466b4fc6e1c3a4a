package org.igniterealtime.openfire.plugin.intermediateim.caps.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.igniterealtime.openfire.plugin.intermediateim.caps.verification.OctetOrder.OCTET_ORDER;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;

/** Capability hashes of version 2.0 (XEP-0390): reads and makes them. */
public final class CapabilityHashes {

    public static final String NAMESPACE = "urn:xmpp:caps";

    private static final QName C = QName.get("c", NAMESPACE);
    private static final QName HASH = QName.get("hash", "urn:xmpp:hashes:2");
    private static final int MAX_HASHES = 8;

    private static final char UNIT = '\u001f';
    private static final char RECORD = '\u001e';
    private static final char GROUP = '\u001d';
    private static final char FILE = '\u001c';

    private CapabilityHashes() {}

    /** @return the hashes that the presence announces, in its order; those of functions we don't know included */
    public static List<Announcement> in(Element presence) {
        Element c = presence.element(C);
        if (c == null) {
            return List.of();
        }
        List<Announcement> announced = new ArrayList<>();
        for (Object each : c.elements(HASH)) {
            Element hash = (Element) each;
            String function = hash.attributeValue("algo", "");
            String value = hash.getTextTrim();
            if (!function.isEmpty() && !value.isEmpty() && announced.size() < MAX_HASHES) {
                Announcement.of(function, NAMESPACE, function.toLowerCase(Locale.ROOT) + "." + value)
                        .ifPresent(announced::add);
            }
        }
        return List.copyOf(announced);
    }

    /** @return the hash that is announced of these capabilities (§4.3) */
    static Announcement announcement(DiscoInfo info, HashFunction function) {
        String value = Base64.getEncoder().encodeToString(function.digest(input(info)));
        return new Announcement(function.word(), NAMESPACE, function.word() + "." + value);
    }

    /** @return a fresh {@code <c/>} with these hashes, each made by {@link #announcement} or {@link #in} */
    static Element toElement(List<Announcement> hashes) {
        Element c = DocumentHelper.createElement(C);
        hashes.forEach(
                each -> c.addElement(HASH).addAttribute("algo", each.hash()).addText(each.value()));
        return c;
    }

    /**
     * @return what is hashed (§4.1): features, identities and forms, sorted as a whole, each kind closed by a file
     *     separator
     */
    static byte[] input(DiscoInfo info) {
        String features = each(info.features().stream(), feature -> feature + UNIT);
        String identities = each(
                info.identities().stream(),
                identity -> identity.category()
                        + UNIT
                        + identity.type()
                        + UNIT
                        + identity.lang()
                        + UNIT
                        + identity.name()
                        + UNIT
                        + RECORD);
        String forms = each(info.forms().stream(), CapabilityHashes::form);
        return (features + FILE + identities + FILE + forms + FILE).getBytes(UTF_8);
    }

    private static String form(DataForm form) {
        return each(
                        form.fields().stream(),
                        field -> field.var() + UNIT + each(field.values().stream(), value -> value + UNIT) + RECORD)
                + GROUP;
    }

    private static <T> String each(Stream<T> parts, Function<T, String> text) {
        StringBuilder all = new StringBuilder();
        parts.map(text).sorted(OCTET_ORDER).forEach(all::append);
        return all.toString();
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import org.dom4j.Attribute;
import org.dom4j.Element;
import org.dom4j.QName;
import org.dom4j.tree.DefaultAttribute;
import org.dom4j.tree.DefaultElement;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.StyleFilter.Style;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.links.Uri;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.AttributeType;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Bounds;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Rule;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Treatment.Keep;

/** Makes elements of the result, still without content, with the attributes they may carry. */
final class ElementMaker {

    static final QName HREF = QName.get("href");
    static final QName SRC = QName.get("src");
    static final QName ALT = QName.get("alt");
    static final QName STYLE = AttributeType.STYLE_NAME;

    private final SanitizerReport report;
    private final StyleFilter styles;

    ElementMaker(SanitizerReport report) {
        this.report = report;
        this.styles = new StyleFilter(report);
    }

    /**
     * What is kept of an element's style.
     *
     * @param look      declarations that go before those of the element itself
     * @param inherited the size of the text around, in em
     */
    Style style(Element source, String look, double inherited) {
        String own = source.attributeValue(STYLE);
        if (own == null && look.isEmpty()) {
            return Style.none(inherited);
        }
        return styles.filter(look.isEmpty() ? own : own == null ? look : look + "; " + own, inherited);
    }

    /** An element of the profile without attributes but its style. */
    Element make(Keep keep, Style style) {
        Element element = new DefaultElement(keep.name());
        if (keep.takesStyle() && style.hasText()) {
            add(element, STYLE, style.text());
        }
        return element;
    }

    /**
     * A copy of an element of the profile, its attributes in their order.
     *
     * @param address what was read from {@code href} or {@code src}; {@code null} if the element has neither
     */
    Element copy(Element source, Keep keep, Style style, Uri address) {
        Element copy = new DefaultElement(keep.name());
        for (int i = 0; i < source.attributeCount(); i++) {
            Attribute attribute = source.attribute(i);
            AttributeType type = keep.attributes().get(attribute.getQName());
            if (type == AttributeType.STYLE) {
                add(copy, STYLE, style.text());
            } else if (type == AttributeType.LINK || type == AttributeType.IMAGE) {
                add(copy, type == AttributeType.LINK ? HREF : SRC, address.text());
            } else if (type != null && Bounds.isLonger(attribute.getValue(), Bounds.ATTRIBUTE_BYTES)) {
                report.add(Rule.SIZE, attribute.getName());
            } else if (type != null && type.accepts(attribute.getValue())) {
                add(copy, attribute.getQName(), attribute.getValue());
            } else if (!style.hasText() || !attribute.getQName().equals(STYLE)) { // else it goes onto a span within
                report.add(Rule.ATTRIBUTE, attribute.getName());
            }
        }
        return copy;
    }

    static void add(Element element, QName name, String value) {
        if (value != null) {
            element.add(new DefaultAttribute(name, value));
        }
    }
}

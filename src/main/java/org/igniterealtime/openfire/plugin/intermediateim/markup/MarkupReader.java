package org.igniterealtime.openfire.plugin.intermediateim.markup;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dom4j.Element;

/** Reads what anybody may have written: no input makes it fail. */
final class MarkupReader {
    static final int MAX_ELEMENTS = 1_000;
    private static final int MAX_DIGITS = 9;
    private static final int MAX_LANGUAGE = 40;

    private final int length;
    private final List<MarkupSpan> spans = new ArrayList<>();
    private final List<MarkupBlock> blocks = new ArrayList<>();
    private boolean hasUnknown;
    private int elements;

    /** @param length of the body in code points */
    MarkupReader(int length) {
        this.length = length;
    }

    Markup read(Element markup) {
        for (Iterator<?> children = markup.elementIterator(); children.hasNext() && hasRoom(); ) {
            child((Element) children.next());
        }
        return new Markup(spans, blocks, hasUnknown);
    }

    /** What is too much is not read, so it is not understood either. */
    private boolean hasRoom() {
        elements++;
        hasUnknown |= elements > MAX_ELEMENTS;
        return elements <= MAX_ELEMENTS;
    }

    private void child(Element child) {
        String name = isKnown(child) ? child.getName() : "";
        int start = number(child, "start");
        int end = Math.min(number(child, "end"), length);
        boolean isRange = start >= 0 && start < end;
        switch (name) {
            case "span" -> {
                Set<SpanStyle> styles = styles(child);
                if (isRange && !styles.isEmpty()) {
                    spans.add(new MarkupSpan(styles, start, end));
                }
            }
            case "bcode" -> {
                if (isRange) {
                    blocks.add(new MarkupBlock.Code(start, end, language(child)));
                }
            }
            case "bquote" -> {
                if (isRange) {
                    blocks.add(new MarkupBlock.Quote(start, end));
                }
            }
            case "list" -> {
                List<Integer> items = items(child, start, end);
                if (isRange && !items.isEmpty()) {
                    blocks.add(new MarkupBlock.Items(start, end, isTrue(child.attributeValue("ordered")), items));
                }
            }
            default -> hasUnknown = true;
        }
    }

    private static boolean isKnown(Element element) {
        return element.getNamespaceURI().equals(Markup.NAMESPACE);
    }

    private Set<SpanStyle> styles(Element span) {
        Set<SpanStyle> styles = EnumSet.noneOf(SpanStyle.class);
        for (Iterator<?> children = span.elementIterator(); children.hasNext() && hasRoom(); ) {
            Element child = (Element) children.next();
            Optional<SpanStyle> style = isKnown(child) ? SpanStyle.named(child.getName()) : Optional.empty();
            style.ifPresent(styles::add);
            hasUnknown |= style.isEmpty();
        }
        return styles;
    }

    /** Those in ascending order, as XEP-0394 §4.3 has them; others are left out. */
    private List<Integer> items(Element list, int start, int end) {
        List<Integer> items = new ArrayList<>();
        int last = start - 1;
        for (Iterator<?> children = list.elementIterator(); children.hasNext() && hasRoom(); ) {
            Element child = (Element) children.next();
            int item = number(child, "start");
            if (!isKnown(child) || !child.getName().equals("li")) {
                hasUnknown = true;
            } else if (item > last && item >= 0 && item < end) {
                items.add(item);
                last = item;
            }
        }
        return items;
    }

    private static Optional<String> language(Element code) {
        return Optional.ofNullable(code.attributeValue("language"))
                .filter(language -> !language.isBlank() && language.length() <= MAX_LANGUAGE);
    }

    private static boolean isTrue(String value) {
        return "true".equals(value) || "1".equals(value);
    }

    /** @return -1 if it is no number, or one that no body is long enough for */
    private static int number(Element element, String attribute) {
        String value = element.attributeValue(attribute);
        if (value == null) {
            return -1;
        }
        String digits = value.strip();
        boolean isNumber = !digits.isEmpty()
                && digits.length() <= MAX_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Integer.parseInt(digits) : -1;
    }
}

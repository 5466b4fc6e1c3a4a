package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.css.CssDeclaration;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.css.CssLength;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.css.StyleProperty;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Bounds;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Rule;

/** Keeps the declarations of a style attribute that the profile allows (XEP-0071 §7.6.1). */
public final class StyleFilter {

    private final SanitizerReport report;

    StyleFilter(SanitizerReport report) {
        this.report = report;
    }

    /**
     * What is kept of a style attribute.
     *
     * @param text     {@code null} if nothing is; may be blank, if it was
     * @param fontSize the size of the element's text, in em of a message without styles
     */
    record Style(String text, double fontSize) {
        static Style none(double fontSize) {
            return new Style(null, fontSize);
        }

        boolean hasText() {
            return text != null && !text.isBlank();
        }
    }

    /**
     * @param style     the attribute's value
     * @param inherited the size of the text around, in em
     * @return the very same text if all of it is kept; else what is kept, as {@code property: value; property: value}
     */
    Style filter(String style, double inherited) {
        if (Bounds.isLonger(style, Bounds.STYLE_BYTES)) {
            return tooLong(inherited);
        }
        if (mayBeReadInTwoWays(style)) {
            report.add(Rule.STYLE_VALUE, style);
            return Style.none(inherited);
        }
        List<CssDeclaration> declarations = CssDeclaration.listIn(style);
        List<CssDeclaration> kept = new ArrayList<>(declarations.size());
        boolean whole = true;
        double fontSize = inherited;
        for (CssDeclaration declaration : declarations) {
            StyleProperty property = StyleProperty.named(declaration.property());
            double size =
                    property == StyleProperty.FONT_SIZE ? CssLength.fontSize(declaration.value(), inherited) : fontSize;
            boolean fits = property != null && property.accepts(declaration.value()) && !Double.isNaN(size);
            if (fits) {
                fontSize = size;
                kept.add(declaration);
            }
            if (!fits || declaration.important() || !declaration.property().equals(property.cssName())) {
                whole = false;
                report.add(
                        property == null ? Rule.STYLE_PROPERTY : Rule.STYLE_VALUE,
                        declaration.property() + ": " + declaration.text());
            }
        }
        if (whole) {
            return new Style(style, fontSize);
        }
        String written = written(kept);
        return kept.isEmpty()
                ? Style.none(inherited)
                : Bounds.isLonger(written, Bounds.STYLE_BYTES) ? tooLong(inherited) : new Style(written, fontSize);
    }

    private Style tooLong(double inherited) {
        report.add(Rule.SIZE, "style");
        return Style.none(inherited);
    }

    private static String written(List<CssDeclaration> declarations) {
        return declarations.stream()
                .map(declaration -> StyleProperty.named(declaration.property()).cssName() + ": " + declaration.text())
                .collect(Collectors.joining("; "));
    }

    /** Escapes and comments have no use in a message, but to make one reader see something else than another. */
    private static boolean mayBeReadInTwoWays(String style) {
        for (int i = 0; i < style.length(); i++) {
            char c = style.charAt(i);
            if (c == '\\'
                    || c == '*' && i > 0 && style.charAt(i - 1) == '/'
                    || c < ' ' && c != '\t' && c != '\n' && c != '\r') {
                return true;
            }
        }
        return false;
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.xhtml.css;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.css.CssToken.Mark;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.css.CssToken.Numeric;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.css.CssToken.Quoted;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.css.CssToken.Word;

/** The ten style properties of XEP-0071 §7.6.1, each with the values it may have. */
public enum StyleProperty {
    BACKGROUND_COLOR("background-color", CssColor::isColor),
    COLOR("color", CssColor::isVisibleColor),
    FONT_FAMILY("font-family", StyleProperty::isFontFamily),
    /** Its value is judged with the sizes around it: {@link CssLength#fontSize}. */
    FONT_SIZE("font-size", value -> true),
    FONT_STYLE("font-style", oneOf("normal", "italic", "oblique")),
    FONT_WEIGHT("font-weight", oneOf("normal", "bold", "bolder", "lighter").or(StyleProperty::isWeight)),
    MARGIN_LEFT("margin-left", CssLength::isMargin),
    MARGIN_RIGHT("margin-right", CssLength::isMargin),
    TEXT_ALIGN("text-align", oneOf("left", "right", "center", "justify", "start", "end")),
    TEXT_DECORATION("text-decoration", oneOf("none").or(StyleProperty::isDecoration));

    private static final Map<String, StyleProperty> BY_NAME =
            Stream.of(values()).collect(toUnmodifiableMap(property -> property.cssName, property -> property));
    private static final Predicate<List<CssToken>> FOR_EVERY_PROPERTY = oneOf("inherit", "initial");
    private static final Set<String> LINES = Set.of("underline", "overline", "line-through");
    private static final Set<String> LINE_STYLES = Set.of("solid", "double", "dotted", "dashed", "wavy");
    private static final Pattern FAMILY_NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N} ._&+-]+");

    private final String cssName;
    private final Predicate<List<CssToken>> grammar;

    StyleProperty(String cssName, Predicate<List<CssToken>> grammar) {
        this.cssName = cssName;
        this.grammar = grammar;
    }

    /**
     * @param name in lower case; {@code background} is taken for the colour, which libpurple writes so
     * @return {@code null} if it is not one of the ten
     */
    public static StyleProperty named(String name) {
        return name.equals("background") ? BACKGROUND_COLOR : BY_NAME.get(name);
    }

    public String cssName() {
        return cssName;
    }

    public boolean accepts(List<CssToken> value) {
        return grammar.test(value) || FOR_EVERY_PROPERTY.test(value);
    }

    private static Predicate<List<CssToken>> oneOf(String... words) {
        Set<String> allowed = Set.of(words);
        return value -> value.size() == 1 && value.get(0) instanceof Word word && allowed.contains(word.text());
    }

    private static boolean isWeight(List<CssToken> value) {
        return value.size() == 1
                && value.get(0) instanceof Numeric number
                && number.isBare()
                && number.value() >= 1
                && number.value() <= 1000;
    }

    /** Families with commas between them: each a quoted name, or words. */
    private static boolean isFontFamily(List<CssToken> value) {
        CssToken last = null;
        for (CssToken token : value) {
            boolean continues = last == null || last instanceof Mark;
            boolean fits = token instanceof Quoted quoted
                    ? continues && FAMILY_NAME.matcher(quoted.text()).matches()
                    : token instanceof Word word
                            ? !(last instanceof Quoted)
                                    && FAMILY_NAME.matcher(word.text()).matches()
                            : token instanceof Mark mark && mark.character() == ',' && !continues;
            if (!fits) {
                return false;
            }
            last = token;
        }
        return last != null && !(last instanceof Mark);
    }

    /** At least one line, each once; in any order among them at most one line style and one colour. */
    private static boolean isDecoration(List<CssToken> value) {
        Set<String> lines = new HashSet<>();
        List<CssToken> color = new ArrayList<>();
        int styles = 0;
        for (CssToken token : value) {
            if (token instanceof Word word && LINES.contains(word.text())) {
                if (!lines.add(word.text())) {
                    return false;
                }
            } else if (token instanceof Word word && LINE_STYLES.contains(word.text())) {
                styles++;
            } else {
                color.add(token);
            }
        }
        return !lines.isEmpty() && styles <= 1 && (color.isEmpty() || CssColor.isColor(color));
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.xhtml.css;

import java.util.List;
import java.util.Map;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.css.CssToken.Numeric;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.css.CssToken.Word;

/** Lengths of CSS, measured in em: 1em is what a message without styles is written in, 16px or 12pt. */
public final class CssLength {

    static final double SMALLEST_FONT = 0.4;
    static final double LARGEST_FONT = 4;
    private static final double WIDEST_MARGIN = 20;
    private static final double WIDEST_MARGIN_PERCENT = 50;

    private static final double NONE = Double.NaN;

    /** Units that do not depend on the font around, in em. */
    private static final Map<String, Double> ABSOLUTE =
            Map.of("px", 1 / 16.0, "pt", 1 / 12.0, "pc", 1.0, "in", 6.0, "cm", 6 / 2.54, "mm", 0.6 / 2.54, "rem", 1.0);

    /** Units that are multiples of the font around, in em of that font. */
    private static final Map<String, Double> RELATIVE = Map.of("em", 1.0, "%", 0.01, "ex", 0.5, "ch", 0.5);

    private static final Map<String, Double> FONT_SIZES = Map.of(
            "xx-small",
            9 / 16.0,
            "x-small",
            10 / 16.0,
            "small",
            13 / 16.0,
            "medium",
            1.0,
            "large",
            18 / 16.0,
            "x-large",
            24 / 16.0,
            "xx-large",
            2.0,
            "xxx-large",
            3.0,
            "initial",
            1.0);

    private static final Map<String, Double> FONT_STEPS = Map.of("smaller", 1 / 1.2, "larger", 1.2, "inherit", 1.0);

    private CssLength() {}

    /**
     * The size of text whose {@code font-size} is {@code value}.
     *
     * @param inherited the size of the text around, in em
     * @return in em; not a number if {@code value} is no size, or the text would be too small or too large
     */
    public static double fontSize(List<CssToken> value, double inherited) {
        if (value.size() != 1) {
            return NONE;
        }
        double size = NONE;
        if (value.get(0) instanceof Word word) {
            size = FONT_SIZES.getOrDefault(word.text(), inherited * FONT_STEPS.getOrDefault(word.text(), NONE));
        } else if (value.get(0) instanceof Numeric number) {
            double factor = number.value() * RELATIVE.getOrDefault(number.unit(), NONE);
            size = Double.isNaN(factor)
                    ? number.value() * ABSOLUTE.getOrDefault(number.unit(), NONE)
                    : isFontSize(factor) ? inherited * factor : NONE;
        }
        return isFontSize(size) ? size : NONE;
    }

    private static boolean isFontSize(double size) {
        return size >= SMALLEST_FONT && size <= LARGEST_FONT;
    }

    /** Whether {@code value} is a margin that moves text inwards, and not out of sight. */
    static boolean isMargin(List<CssToken> value) {
        if (value.size() != 1) {
            return false;
        }
        if (value.get(0) instanceof Numeric number) {
            return Double.compare(number.value(), 0) >= 0 && isMargin(number); // "-0" is below 0 here
        }
        return value.get(0) instanceof Word word && word.is("auto");
    }

    private static boolean isMargin(Numeric number) {
        if (number.isPercentage()) {
            return number.value() <= WIDEST_MARGIN_PERCENT;
        }
        if (number.isBare()) {
            return number.value() == 0;
        }
        return number.value() * ABSOLUTE.getOrDefault(number.unit(), RELATIVE.getOrDefault(number.unit(), NONE))
                <= WIDEST_MARGIN;
    }
}

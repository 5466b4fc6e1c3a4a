package org.igniterealtime.openfire.plugin.intermediateim.xhtml.css;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.css.CssToken.Function;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.css.CssToken.Hash;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.css.CssToken.Mark;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.css.CssToken.Numeric;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.css.CssToken.Word;

/** The colours of CSS Color Level 4 that clients know: names, {@code #} notation, rgb and hsl. */
final class CssColor {

    private static final double MIN_VISIBLE_ALPHA = 0.2;
    private static final double NO_COLOR = Double.NaN;

    private static final Pattern HEX = Pattern.compile("[0-9a-f]+");

    /** Of the arguments: n number, p percentage, d angle in degrees; with commas, or in the notation without. */
    private static final Pattern RGB = Pattern.compile("n,n,n(,[np])?|p,p,p(,[np])?|nnn(/[np])?|ppp(/[np])?");

    private static final Pattern HSL = Pattern.compile("[nd],p,p(,[np])?|[nd]pp(/[np])?");

    private static final Set<String> NAMES = Set.of("""
        aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood
        cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod darkgray
        darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen
        darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue
        firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray green greenyellow grey honeydew
        hotpink indianred indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan
        lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray
        lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine mediumblue
        mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise mediumvioletred
        midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive olivedrab orange orangered orchid
        palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum powderblue purple
        rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue slateblue
        slategray slategrey snow springgreen steelblue tan teal thistle tomato turquoise violet wheat white whitesmoke yellow
        yellowgreen currentcolor windowtext""".split("\\s+"));

    private CssColor() {}

    /** Whether {@code value} is a colour, perhaps a transparent one. */
    static boolean isColor(List<CssToken> value) {
        return !Double.isNaN(alpha(value));
    }

    /** Whether {@code value} is a colour in which text can be seen. */
    static boolean isVisibleColor(List<CssToken> value) {
        return alpha(value) >= MIN_VISIBLE_ALPHA;
    }

    /** How opaque the colour is, 0 to 1; not a number if {@code value} is no colour. */
    private static double alpha(List<CssToken> value) {
        CssToken first = value.isEmpty() ? null : value.get(0);
        if (first instanceof Function function) {
            return functionAlpha(function.name(), value.subList(1, value.size()));
        }
        if (value.size() != 1) {
            return NO_COLOR;
        }
        if (first instanceof Hash hash) {
            return hexAlpha(hash.text());
        }
        if (first instanceof Word word) {
            return NAMES.contains(word.text()) ? 1 : word.is("transparent") ? 0 : NO_COLOR;
        }
        return NO_COLOR;
    }

    private static double hexAlpha(String hex) {
        if (!HEX.matcher(hex).matches()) {
            return NO_COLOR;
        }
        return switch (hex.length()) {
            case 3, 6 -> 1;
            case 4 -> Integer.parseInt(hex.substring(3), 16) / 15.0;
            case 8 -> Integer.parseInt(hex.substring(6), 16) / 255.0;
            default -> NO_COLOR;
        };
    }

    private static double functionAlpha(String function, List<CssToken> arguments) {
        StringBuilder shape = new StringBuilder();
        List<Numeric> numbers = new ArrayList<>(4);
        for (CssToken argument : arguments) {
            if (argument instanceof Numeric number) {
                numbers.add(number);
                shape.append(
                        number.isBare()
                                ? 'n'
                                : number.isPercentage() ? 'p' : number.unit().equals("deg") ? 'd' : '?');
            } else {
                shape.append(argument instanceof Mark mark ? mark.character() : '?');
            }
        }
        Pattern expected = switch (function) {
            case "rgb", "rgba" -> RGB;
            case "hsl", "hsla" -> HSL;
            default -> null;
        };
        int close = shape.length() - 1;
        if (expected == null
                || close < 0
                || shape.charAt(close) != ')'
                || !expected.matcher(shape.substring(0, close)).matches()) {
            return NO_COLOR;
        }
        boolean inRange = numbers.stream()
                .limit(3)
                .allMatch(number -> number.value() >= 0
                        && number.value() <= (number.isPercentage() ? 100 : expected == RGB ? 255 : 360));
        return inRange ? fourthAsAlpha(numbers) : NO_COLOR;
    }

    private static double fourthAsAlpha(List<Numeric> numbers) {
        if (numbers.size() < 4) {
            return 1;
        }
        Numeric last = numbers.get(3);
        double alpha = last.isPercentage() ? last.value() / 100 : last.value();
        return alpha >= 0 && alpha <= 1 ? alpha : NO_COLOR;
    }
}

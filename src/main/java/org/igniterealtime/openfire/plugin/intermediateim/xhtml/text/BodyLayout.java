package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.lines.Line;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.lines.XhtmlLines;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Directives;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Style;

/**
 * Reads XHTML and lays it out as the body beside it is laid out, for white space means little in XHTML but a lot in a
 * body. Lists, quotations and code are laid out as in the XHTML if the body has the same lines.
 */
final class BodyLayout {
    /** More addresses make a text unreadable; and each is looked for in the body. */
    private static final int MAX_ADDRESSES = 32;

    /** How much of a line a body may have. */
    private static final List<Function<Line, String>> FORMS =
            List.of(Line::text, line -> line.lead() + line.text(), Line::plain);

    private final String body;
    private final Predicate<String> told;
    private boolean tellsAddresses;

    BodyLayout(String body, Predicate<String> told) {
        this.body = body;
        this.told = told;
    }

    /** Whether lines that were read have addresses that the body has not. */
    boolean tellsAddresses() {
        return tellsAddresses;
    }

    /** @return empty if {@code html} has another text than the body */
    Optional<List<Line>> of(Element html) {
        String visible = VisibleText.of(body);
        Addresses addresses = new Addresses();
        List<Line> silent = XhtmlLines.of(html, addresses.whichAreNot());
        Optional<Function<Line, String>> form = form(silent, visible);
        if (form.isEmpty() && addresses.found > 0) {
            List<Line> telling = XhtmlLines.of(html);
            return form(telling, visible).flatMap(as -> laidOut(telling, as));
        }
        if (form.isPresent() && addresses.wanted > 0 && hasLinesOf(silent, form.get())) {
            tellsAddresses = true;
            return Optional.of(XhtmlLines.of(html, new Addresses()::isTold));
        }
        return form.flatMap(as -> laidOut(silent, as));
    }

    /** The addresses that a text has found, and those that are to be told. */
    private final class Addresses {
        private int found;
        private int wanted;

        private boolean isTold(String uri) {
            found++;
            boolean isTold = found <= MAX_ADDRESSES && !body.contains(uri) && told.test(uri);
            wanted += isTold ? 1 : 0;
            return isTold;
        }

        private Predicate<String> whichAreNot() {
            return uri -> isTold(uri) && false;
        }
    }

    private static Optional<Function<Line, String>> form(List<Line> lines, String visible) {
        for (Function<Line, String> form : isPlain(lines) ? FORMS.subList(0, 1) : FORMS) {
            if (visible(lines, form).equals(visible)) {
                return Optional.of(form);
            }
        }
        return Optional.empty();
    }

    private static String visible(List<Line> lines, Function<Line, String> form) {
        StringBuilder visible = new StringBuilder();
        for (Line line : lines) {
            if (line.kind() != Line.Kind.FENCE) {
                visible.append(VisibleText.of(form.apply(line)));
            }
        }
        return visible.toString();
    }

    private static boolean isPlain(List<Line> lines) {
        return lines.stream().noneMatch(line -> line.isBlock() || !line.lead().isBlank());
    }

    private Optional<List<Line>> laidOut(List<Line> lines, Function<Line, String> form) {
        if (isPlain(lines)) {
            return Optional.of(asInBody(lines));
        }
        return hasLinesOf(lines, form) ? Optional.of(lines) : Optional.empty();
    }

    private boolean hasLinesOf(List<Line> lines, Function<Line, String> form) {
        Stream<String> shown =
                lines.stream().filter(line -> line.kind() != Line.Kind.FENCE).map(form);
        return visibleLines(shown).equals(visibleLines(bodyLines()));
    }

    private static List<String> visibleLines(Stream<String> lines) {
        return lines.map(VisibleText::of).filter(line -> !line.isEmpty()).toList();
    }

    private Stream<String> bodyLines() {
        return Stream.of(body.split("\n", -1));
    }

    /** The lines of the body, with the styles that its characters have in {@code lines}. */
    private List<Line> asInBody(List<Line> lines) {
        List<List<Style>> looks = new ArrayList<>(); // of each visible character
        List<List<Style>> blanks = new ArrayList<>(); // of the white space before it; null if there is none
        for (Line line : lines) {
            List<Style> blank = null;
            for (int at = 0; at < line.text().length(); at++) {
                List<Style> look = line.styles().get(at);
                if (Directives.isWhitespace(line.text().charAt(at))) {
                    blank = blank == null ? look : blank;
                } else {
                    looks.add(look);
                    blanks.add(blank);
                    blank = null;
                }
            }
        }
        List<Line> laidOut = new ArrayList<>();
        int seen = 0;
        for (String text : body.split("\n", -1)) {
            List<List<Style>> styles = new ArrayList<>(text.length());
            for (int at = 0; at < text.length(); at++) {
                if (!Directives.isWhitespace(text.charAt(at))) {
                    styles.add(looks.get(seen));
                    seen++;
                } else if (seen == 0 || seen == looks.size()) {
                    styles.add(List.of());
                } else {
                    styles.add(blanks.get(seen) == null ? looks.get(seen - 1) : blanks.get(seen));
                }
            }
            laidOut.add(new Line(Line.Kind.TEXT, 0, "", text, styles));
        }
        return laidOut;
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.xhtml.css;

import java.util.ArrayList;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.css.CssToken.Function;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.css.CssToken.Mark;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.css.CssToken.Word;

/**
 * One declaration of a style attribute.
 *
 * @param property  in lower case; empty if there is no {@code name:}
 * @param value     its tokens, without an {@code !important}
 * @param text      the value as it was written, without an {@code !important}
 * @param important whether there was one
 */
public record CssDeclaration(String property, List<CssToken> value, String text, boolean important) {

    /** The declarations of a style attribute, in their order; empty ones are passed over. */
    public static List<CssDeclaration> listIn(String style) {
        List<CssDeclaration> declarations = new ArrayList<>(4);
        Reader reader = new Reader(style);
        while (reader.advance()) {
            if (!reader.isAt(';')) {
                declarations.add(reader.declaration());
            }
        }
        return declarations;
    }

    private static final class Reader {
        private final String style;
        private final CssTokenizer tokens;
        private CssToken token;

        Reader(String style) {
            this.style = style;
            this.tokens = new CssTokenizer(style);
        }

        boolean advance() {
            token = tokens.next();
            return token != null;
        }

        boolean isAt(char character) {
            return token instanceof Mark mark && mark.character() == character;
        }

        CssDeclaration declaration() {
            String property = token instanceof Word word ? word.text() : "";
            boolean named = !property.isEmpty() && advance() && isAt(':');
            List<CssToken> value = new ArrayList<>(4);
            int from = tokens.end();
            int to = from;
            int bang = -1;
            int beforeBang = from;
            // a semicolon within brackets is part of the value: url(data:;…)
            for (int open = 0; token != null && advance() && !(open == 0 && isAt(';')); open += nesting()) {
                if (isAt('!')) {
                    bang = value.size();
                    beforeBang = to;
                }
                value.add(token);
                to = tokens.end();
            }
            boolean important = bang >= 0
                    && bang == value.size() - 2
                    && value.get(bang + 1) instanceof Word word
                    && word.is("important");
            return new CssDeclaration(
                    named ? property : "",
                    important ? value.subList(0, bang) : value,
                    style.substring(from, important ? beforeBang : to).strip(),
                    important);
        }

        private int nesting() {
            if (token instanceof Function || isAt('(') || isAt('[') || isAt('{')) {
                return 1;
            }
            return isAt(')') || isAt(']') || isAt('}') ? -1 : 0;
        }
    }
}

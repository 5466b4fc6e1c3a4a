package org.igniterealtime.openfire.plugin.intermediateim.standin.conversion;

import java.util.Optional;
import java.util.function.Function;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.StylingToXhtml;

/** Decides how the texts of a message are written for a recipient, and writes them. */
final class TextConverter {

    private final Function<Element, Optional<Element>> sanitizer;

    TextConverter(Function<Element, Optional<Element>> sanitizer) {
        this.sanitizer = sanitizer;
    }

    Optional<TextChange> convert(TextRequest request) {
        if (request.directives() && request.policy().allows(ConversionKind.STYLING_TO_XHTML)) {
            return StylingToXhtml.html(request.content().body())
                    .flatMap(sanitizer)
                    .map(html -> TextChange.toXhtml(ConversionKind.STYLING_TO_XHTML, html));
        }
        return Optional.empty();
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.standin.conversion;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.markup.CodePoints;
import org.igniterealtime.openfire.plugin.intermediateim.markup.Markup;
import org.igniterealtime.openfire.plugin.intermediateim.markup.MarkupBlock;
import org.igniterealtime.openfire.plugin.intermediateim.markup.MarkupSpan;
import org.igniterealtime.openfire.plugin.intermediateim.markup.SpanStyle;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.Rendering;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.BlockRange;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.StyleRange;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.StyledText;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.StylingToXhtml;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling.Style;

/** Decides how the texts of a message are written for a recipient, and writes them. */
final class TextConverter {

    private final Function<Element, Optional<Element>> sanitizer;

    TextConverter(Function<Element, Optional<Element>> sanitizer) {
        this.sanitizer = sanitizer;
    }

    Optional<TextChange> convert(TextRequest request) {
        if (request.content().html() != null) {
            return fromXhtml(request);
        }
        return request.content().markup() != null ? fromMarkup(request) : fromStyling(request);
    }

    private Optional<TextChange> fromStyling(TextRequest request) {
        return request.policy().allows(ConversionKind.STYLING_TO_XHTML)
                ? StylingToXhtml.html(request.content().body())
                        .flatMap(sanitizer)
                        .map(html -> TextChange.toXhtml(ConversionKind.STYLING_TO_XHTML, html))
                : Optional.empty();
    }

    private Optional<TextChange> fromMarkup(TextRequest request) {
        ConversionKind kind =
                request.recipient().xhtml() ? ConversionKind.MARKUP_TO_XHTML : ConversionKind.MARKUP_TO_STYLING;
        if (!request.policy().allows(kind)) {
            return Optional.empty();
        }
        String body = request.content().body();
        CodePoints points = new CodePoints(body);
        Markup markup = Markup.read(request.content().markup(), points.count());
        if (kind == ConversionKind.MARKUP_TO_XHTML) {
            return text(body, markup, points, request.directives())
                    .html()
                    .flatMap(sanitizer)
                    .map(html -> TextChange.toXhtml(kind, html));
        }
        return request.freedom() == Freedom.BODY_STAYS || markup.hasUnknown()
                ? Optional.empty()
                : text(body, markup, points, request.directives())
                        .styling()
                        .filter(styling -> !styling.equals(body))
                        .map(styling -> TextChange.toStyling(kind, styling));
    }

    private static StyledText text(String body, Markup markup, CodePoints points, boolean directives) {
        List<StyleRange> styles = markup.spans().stream()
                .map(span ->
                        new StyleRange(styles(span.styles()), points.toIndex(span.start()), points.toIndex(span.end())))
                .toList();
        List<BlockRange> blocks = new ArrayList<>();
        for (MarkupBlock block : markup.blocks()) {
            if (!(block instanceof MarkupBlock.Items)) { // the marks of its items are in the body
                BlockRange.Kind kind = block instanceof MarkupBlock.Code ? BlockRange.Kind.CODE : BlockRange.Kind.QUOTE;
                blocks.add(new BlockRange(kind, points.toIndex(block.start()), points.toIndex(block.end())));
            }
        }
        return StyledText.of(body, styles, blocks, directives);
    }

    private static Set<Style> styles(Set<SpanStyle> spanStyles) {
        Set<Style> styles = EnumSet.noneOf(Style.class);
        for (SpanStyle style : spanStyles) {
            styles.add(
                    switch (style) {
                        case EMPHASIS -> Style.EMPHASIS;
                        case STRONG -> Style.STRONG;
                        case CODE -> Style.MONO;
                        case DELETED -> Style.STRIKE;
                    });
        }
        return styles;
    }

    private Optional<TextChange> fromXhtml(TextRequest request) {
        Rendering recipient = request.recipient();
        ConversionPolicy policy = request.policy();
        String body = request.content().body();
        boolean bodyStays = request.freedom() == Freedom.BODY_STAYS || hasUnknownMarkup(request.content());
        boolean rendersNone = !recipient.markup() && !recipient.styling();
        Optional<TextChange> change = Optional.empty();
        if (!rendersNone || policy.linkTargets() && !bodyStays) {
            Optional<StyledText> read =
                    StyledText.of(request.content().html(), body, uri -> policy.linkTargets() && !bodyStays);
            if (recipient.markup() && policy.allows(ConversionKind.XHTML_TO_MARKUP)) {
                change = read.filter(text -> text.isStyled() && !(recipient.styling() && text.hasBlocksOrCode()))
                        .filter(text -> !bodyStays || text.plain().equals(body))
                        .map(TextConverter::toMarkup);
            }
            if (change.isEmpty()
                    && recipient.styling()
                    && !bodyStays
                    && policy.allows(ConversionKind.XHTML_TO_STYLING)) {
                change = read.flatMap(StyledText::styling)
                        .filter(styling -> !styling.equals(body))
                        .map(styling -> TextChange.toStyling(ConversionKind.XHTML_TO_STYLING, styling));
            }
            if (change.isEmpty() && policy.allows(ConversionKind.XHTML_TO_PLAIN)) {
                change = read.filter(StyledText::tellsAddresses).map(text -> TextChange.toPlain(text.plain()));
            }
        }
        return change.isEmpty() && rendersNone && policy.allows(ConversionKind.XHTML_TO_PLAIN)
                ? Optional.of(TextChange.toPlain(null))
                : change;
    }

    private static boolean hasUnknownMarkup(WrittenContent content) {
        return content.markup() != null
                && Markup.read(content.markup(), content.body().length()).hasUnknown();
    }

    private static TextChange toMarkup(StyledText text) {
        String body = text.plain();
        CodePoints points = new CodePoints(body);
        List<MarkupSpan> spans = text.ranges().stream()
                .map(range -> new MarkupSpan(
                        spanStyles(range.styles()), points.fromIndex(range.from()), points.fromIndex(range.to())))
                .toList();
        List<MarkupBlock> blocks =
                text.blocks().stream().map(block -> block(block, points)).toList();
        return TextChange.toMarkup(body, new Markup(spans, blocks, false).toElement());
    }

    private static MarkupBlock block(BlockRange block, CodePoints points) {
        int start = points.fromIndex(block.from());
        int end = points.fromIndex(block.to());
        return block.kind() == BlockRange.Kind.CODE
                ? new MarkupBlock.Code(start, end, Optional.empty())
                : new MarkupBlock.Quote(start, end);
    }

    private static Set<SpanStyle> spanStyles(Set<Style> styles) {
        Set<SpanStyle> spanStyles = EnumSet.noneOf(SpanStyle.class);
        for (Style style : styles) {
            spanStyles.add(
                    switch (style) {
                        case EMPHASIS -> SpanStyle.EMPHASIS;
                        case STRONG -> SpanStyle.STRONG;
                        case MONO -> SpanStyle.CODE;
                        case STRIKE -> SpanStyle.DELETED;
                    });
        }
        return spanStyles;
    }
}

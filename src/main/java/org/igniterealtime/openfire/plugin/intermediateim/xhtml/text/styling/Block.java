package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.styling;

import java.util.List;

/** One or more whole lines of a styled body (XEP-0393 §6.1). */
public sealed interface Block {

    /** Whether a client that knows Message Styling shows this in any other way than as bare text. */
    boolean isStyled();

    /** Whether this is, or quotes, a preformatted block. */
    boolean hasPreformatted();

    /** An ordinary line; without spans if it is empty. */
    record Plain(List<Span> spans) implements Block {
        public Plain {
            spans = List.copyOf(spans);
        }

        @Override
        public boolean isStyled() {
            return spans.stream().anyMatch(Span.Styled.class::isInstance);
        }

        @Override
        public boolean hasPreformatted() {
            return false;
        }
    }

    /**
     * Lines between fences.
     *
     * @param info what followed the opening fence on its line; not shown
     * @param lines without the fences, possibly none
     */
    record Preformatted(String info, List<String> lines) implements Block {
        public Preformatted {
            lines = List.copyOf(lines);
        }

        @Override
        public boolean isStyled() {
            return true;
        }

        @Override
        public boolean hasPreformatted() {
            return true;
        }
    }

    /** Quoted blocks, at least one, without their {@code >}. */
    record Quote(List<Block> blocks) implements Block {
        public Quote {
            blocks = List.copyOf(blocks);
        }

        @Override
        public boolean isStyled() {
            return true;
        }

        @Override
        public boolean hasPreformatted() {
            return blocks.stream().anyMatch(Block::hasPreformatted);
        }
    }
}

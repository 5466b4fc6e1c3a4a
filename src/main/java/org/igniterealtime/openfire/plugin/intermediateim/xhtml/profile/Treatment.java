package org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dom4j.QName;

/** What becomes of an XHTML element. One that has no treatment loses its tags and keeps its content. */
public sealed interface Treatment {

    /** How an element of the profile sits among the others. */
    enum Layout {
        /** In the line; worth nothing without content. */
        INLINE,
        /**
         * A block; may be empty, as a blank line is, but then without a style: an HTML parser gives it to what follows.
         */
        BLOCK,
        /** A block that moves its content to the right; worth nothing without content. */
        INDENTING,
        /** Never has content. */
        VOID
    }

    /** It is part of the result, in one form or another. */
    sealed interface Shown extends Treatment {
        boolean isBlock();
    }

    /**
     * It is in the profile: kept, with the attributes it may carry.
     *
     * @param attributes by name, the values each may have
     */
    record Keep(QName name, Layout layout, Map<QName, AttributeType> attributes) implements Shown {
        public Keep {
            attributes = Map.copyOf(attributes);
        }

        public boolean takesStyle() {
            return attributes.containsKey(AttributeType.STYLE_NAME);
        }

        @Override
        public boolean isBlock() {
            return layout == Layout.BLOCK || layout == Layout.INDENTING;
        }

        public boolean mayBeEmpty() {
            return layout == Layout.BLOCK;
        }
    }

    /**
     * It is old HTML: written as elements of the profile.
     *
     * @param into  the elements, the outermost first
     * @param style declarations that give it its look; its own style attribute comes after them
     */
    record Rewrite(List<Keep> into, String style, Trait trait) implements Shown {
        public Rewrite {
            into = List.copyOf(into);
        }

        @Override
        public boolean isBlock() {
            return into.get(0).isBlock();
        }

        /** The elements to write, of which one takes a style if there is one. */
        public List<Keep> elements(boolean styled, boolean frame) {
            List<Keep> elements = new ArrayList<>(frame ? List.of(Profile.SPAN) : into);
            if (!styled) {
                elements.remove(Profile.SPAN); // it would say nothing
            } else if (elements.stream().noneMatch(Keep::takesStyle)) {
                elements.add(Profile.SPAN);
            }
            return elements;
        }
    }

    /** What is peculiar to an element of old HTML. */
    enum Trait {
        NONE,
        /** Its look is said in attributes, as that of {@code font} is. */
        LOOK_IN_ATTRIBUTES,
        /** It is a paragraph when it holds a line, and only a frame when it holds blocks, as {@code div} does. */
        FRAME_OF_BLOCKS,
        /** Its line breaks count, as those of {@code pre} do. */
        PREFORMATTED
    }

    /** What keeps the content of an element apart from what is before and after it. */
    enum Gap {
        /** A blank. */
        BLANK,
        /** A line break. */
        LINE
    }

    /**
     * It loses its tags and keeps its content, which stays apart from its surroundings as the element had shown it.
     *
     * @param follows whether it can only be where others of its kind are before it, or the table begins
     */
    record Unwrap(Gap gap, boolean follows) implements Treatment {}

    /** It goes with its content. */
    record Drop() implements Treatment {}
}

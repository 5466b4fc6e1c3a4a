package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import org.dom4j.tree.AbstractElement;
import org.dom4j.tree.DefaultElement;

/**
 * Reads what dom4j keeps of an element's content. {@code nodeCount()} and {@code node(i)} ask first whether that is a
 * {@code List}; for an element with a single text or namespace declaration, most of all elements, it is not, and the
 * JVM needs some 20 ns to say no to a question about an interface. Every stanza of the server is looked at, so they
 * count.
 */
final class ElementContent {

    /** Stands for content that has to be read the ordinary way. */
    private static final Object UNKNOWN = new Object();

    /** Null if this dom4j is built otherwise. */
    private static final MethodHandle CONTENT = find();

    private ElementContent() {}

    private static MethodHandle find() {
        try {
            Field field = DefaultElement.class.getDeclaredField("content");
            field.setAccessible(true);
            return field.getType() == Object.class ? MethodHandles.lookup().unreflectGetter(field) : null;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    /** @return null for an empty element, its only node, the {@code ArrayList} of its nodes, or something else */
    static Object of(AbstractElement element) {
        if (CONTENT == null || !(element instanceof DefaultElement)) {
            return UNKNOWN;
        }
        try {
            return (Object) CONTENT.invokeExact((DefaultElement) element);
        } catch (Throwable e) {
            throw new AssertionError("reading a field can't fail", e);
        }
    }
}

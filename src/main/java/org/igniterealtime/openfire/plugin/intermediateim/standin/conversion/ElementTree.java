package org.igniterealtime.openfire.plugin.intermediateim.standin.conversion;

import java.util.Objects;
import org.dom4j.Attribute;
import org.dom4j.Element;
import org.dom4j.Node;

/**
 * Compares elements by what is in them: nothing of the strings of an element is read that was read before, as each
 * string keeps its hash, and copies of an element share them.
 */
final class ElementTree {

    /** The depth up to which elements can be compared. */
    static final int MAX_DEPTH = 64;

    private ElementTree() {}

    /**
     * The size of {@code element} in characters.
     *
     * @return more than {@code limit} if it is more, or if it is too deep
     */
    static int characters(Element element, int limit) {
        return characters(element, limit, MAX_DEPTH);
    }

    private static int characters(Element element, int limit, int depth) {
        if (depth == 0) {
            return limit + 1;
        }
        int characters = element.getName().length();
        for (int i = 0, count = element.attributeCount(); i < count; i++) {
            characters += element.attribute(i).getValue().length();
        }
        for (int i = 0, count = element.nodeCount(); i < count && characters <= limit; i++) {
            Node node = element.node(i);
            characters += 1
                    + (node.getNodeType() == Node.ELEMENT_NODE
                            ? characters((Element) node, limit - characters, depth - 1)
                            : Objects.requireNonNullElse(node.getText(), "").length());
        }
        return characters;
    }

    /** @param element null has a hash, too; otherwise not deeper than {@link #MAX_DEPTH} */
    static int hash(Element element) {
        if (element == null) {
            return 0;
        }
        int hash = element.getQName().hashCode();
        for (int i = 0, count = element.attributeCount(); i < count; i++) {
            Attribute attribute = element.attribute(i);
            hash = 31 * hash + attribute.getQName().hashCode();
            hash = 31 * hash + attribute.getValue().hashCode();
        }
        for (int i = 0, count = element.nodeCount(); i < count; i++) {
            Node node = element.node(i);
            hash = 31 * hash
                    + (node.getNodeType() == Node.ELEMENT_NODE
                            ? hash((Element) node)
                            : Objects.hashCode(node.getText()));
        }
        return hash;
    }

    /** Whether both are null, or have the same names, attributes in the same order, and nodes. */
    static boolean areEqual(Element one, Element other) {
        if (one == other) {
            return true;
        }
        if (one == null
                || other == null
                || !one.getQName().equals(other.getQName())
                || one.nodeCount() != other.nodeCount()
                || one.attributeCount() != other.attributeCount()) {
            return false;
        }
        for (int i = 0, count = one.attributeCount(); i < count; i++) {
            Attribute mine = one.attribute(i);
            Attribute its = other.attribute(i);
            if (!mine.getQName().equals(its.getQName()) || !mine.getValue().equals(its.getValue())) {
                return false;
            }
        }
        for (int i = 0, count = one.nodeCount(); i < count; i++) {
            if (!areEqual(one.node(i), other.node(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean areEqual(Node one, Node other) {
        if (one.getNodeType() != other.getNodeType()) {
            return false;
        }
        return one.getNodeType() == Node.ELEMENT_NODE
                ? areEqual((Element) one, (Element) other)
                : Objects.equals(one.getText(), other.getText());
    }
}

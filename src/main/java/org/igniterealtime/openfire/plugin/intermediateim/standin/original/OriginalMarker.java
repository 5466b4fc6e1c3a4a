package org.igniterealtime.openfire.plugin.intermediateim.standin.original;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.dom4j.Attribute;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.Node;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.FormattedMessages;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Payloads;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.XmlText;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/**
 * An element in a copy that holds what the original had in its place. A code that only this server can make binds it to
 * the addresses and the id of the message and to what the copy says, so nobody can make the server say anything with
 * it. Any thread.
 */
public final class OriginalMarker {

    public static final String NAMESPACE = "urn:intermediateim:original";

    /** What became of the marker in a message. */
    public enum Result {
        /** There was none. */
        NONE,
        /** The message is the original again. */
        RESTORED,
        /** It was not made for this message; it is gone, and the message is as it came otherwise. */
        REMOVED
    }

    private static final QName ORIGINAL = QName.get("original", NAMESPACE);
    private static final String CODE = "code";
    private static final String FROM = "from";
    private static final String TYPE = "type";
    private static final String MAC = "HmacSHA256";
    private static final int CODE_BYTES = 18;
    /** Of UTF-8, before it is compressed. Whoever writes more sees it as it was sent. */
    private static final int MAX_BYTES = 32 << 10;

    private final Supplier<byte[]> key;

    /** @param key at least 32 bytes that nobody can guess; the nodes of a cluster have the same */
    public OriginalMarker(Supplier<byte[]> key) {
        this.key = key;
    }

    /**
     * Marks a copy.
     *
     * @return whether it was done; otherwise the original is too large
     */
    public boolean mark(Message copy, Message original) {
        byte[] parts = parts(original, copy).getBytes(UTF_8);
        if (parts.length > MAX_BYTES) {
            return false;
        }
        byte[] content = deflate(parts);
        String code = Base64.getEncoder().encodeToString(code(copy.getElement(), content));
        copy.getElement()
                .addElement(ORIGINAL)
                .addAttribute(CODE, code)
                .setText(Base64.getEncoder().encodeToString(content));
        return true;
    }

    /** Puts the original in the place of a copy, if the message is one, and takes all markers away. */
    public Result restore(Message message) {
        List<?> markers = message.getElement().elements(ORIGINAL);
        if (Payloads.first(message.getElement(), NAMESPACE) == null) {
            return Result.NONE;
        }
        removeMarkers(message);
        if (markers.size() != 1) {
            return Result.REMOVED;
        }
        Optional<Element> parts = read((Element) markers.get(0), message.getElement());
        parts.ifPresent(each -> {
            put(children(each), FormattedMessages.written(message.getElement()));
            putAddress(each, message);
        });
        return parts.isPresent() ? Result.RESTORED : Result.REMOVED;
    }

    /** Takes all markers away, whatever they hold. */
    public static void removeMarkers(Message message) {
        List<?> children = List.copyOf(message.getElement().elements());
        for (Object child : children) {
            if (((Element) child).getNamespaceURI().equals(NAMESPACE)) {
                message.getElement().remove((Element) child);
            }
        }
    }

    private Optional<Element> read(Element marker, Element message) {
        try {
            byte[] content = Base64.getDecoder().decode(marker.getText());
            byte[] code = Base64.getDecoder().decode(marker.attributeValue(CODE, ""));
            if (!MessageDigest.isEqual(code, code(message, content))) {
                return Optional.empty();
            }
            return XmlText.parse(inflate(content));
        } catch (IllegalArgumentException | IOException e) {
            return Optional.empty();
        }
    }

    private static List<Element> children(Element parts) {
        List<Element> children = new ArrayList<>();
        for (Object each : parts.elements()) {
            children.add((Element) ((Element) each).clone());
        }
        return children;
    }

    /** @param written where the parts of the copy are replaced, at the place of the first */
    private static void put(List<Element> parts, Element written) {
        int place = -1;
        for (int i = 0; i < written.nodeCount(); ) {
            if (written.node(i) instanceof Element child && FormattedMessages.isPart(child, written)) {
                written.remove(child);
                place = place < 0 ? i : place;
            } else {
                i++;
            }
        }
        @SuppressWarnings("unchecked")
        List<Node> content = written.content();
        content.addAll(place < 0 ? content.size() : place, parts);
    }

    /** A copy of an invitation may be from the room. */
    private static void putAddress(Element parts, Message message) {
        String from = parts.attributeValue(FROM);
        if (from != null) {
            message.setFrom(new JID(from));
        }
        String type = parts.attributeValue(TYPE);
        if (type != null) {
            message.setType(Message.Type.valueOf(type));
        }
    }

    private static String parts(Message original, Message copy) {
        Element written = FormattedMessages.written(original.getElement());
        Element parts = DocumentHelper.createElement("o");
        if (original.getFrom() != null && !original.getFrom().equals(copy.getFrom())) {
            parts.addAttribute(FROM, original.getFrom().toString());
        }
        if (original.getType() != copy.getType()) {
            parts.addAttribute(TYPE, original.getType().name());
        }
        for (Object each : written.elements()) {
            Element child = (Element) each;
            if (FormattedMessages.isPart(child, written)) {
                parts.add(child.createCopy());
            }
        }
        return parts.asXML();
    }

    private byte[] code(Element message, byte[] content) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key.get(), MAC));
            addresses(message, mac);
            Element written = FormattedMessages.written(message);
            addresses(written, mac);
            for (Object each : written.elements()) {
                if (FormattedMessages.isPart((Element) each, written)) {
                    digest((Element) each, mac);
                }
            }
            update(mac, 'c', "");
            return Arrays.copyOf(mac.doFinal(content), CODE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has this algorithm", e);
        }
    }

    private static void addresses(Element message, Mac mac) {
        for (String name : List.of(FROM, "to", "id", TYPE)) {
            update(mac, 'h', message.attributeValue(name, ""));
        }
    }

    /** By content, not as it is written: the server may read and write a copy in between. */
    private static void digest(Element element, Mac mac) {
        update(mac, '<', element.getName());
        update(mac, 'n', element.getNamespaceURI());
        TreeMap<String, String> attributes = new TreeMap<>();
        for (int i = 0; i < element.attributeCount(); i++) {
            Attribute attribute = element.attribute(i);
            attributes.put(attribute.getNamespaceURI() + ' ' + attribute.getName(), attribute.getValue());
        }
        attributes.forEach((name, value) -> {
            update(mac, 'a', name);
            update(mac, '=', value);
        });
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < element.nodeCount(); i++) {
            Node node = element.node(i);
            if (node instanceof Element child) {
                update(mac, 't', text.toString());
                text.setLength(0);
                digest(child, mac);
            } else if (node.getNodeType() == Node.TEXT_NODE
                    || node.getNodeType() == Node.CDATA_SECTION_NODE
                    || node.getNodeType() == Node.ENTITY_REFERENCE_NODE) {
                text.append(node.getText());
            }
        }
        update(mac, 't', text.toString());
        update(mac, '>', "");
    }

    /** With its length, so that no two sequences of texts are the same bytes. */
    private static void update(Mac mac, char what, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        mac.update((byte) what);
        mac.update((byte) (bytes.length >> 24));
        mac.update((byte) (bytes.length >> 16));
        mac.update((byte) (bytes.length >> 8));
        mac.update((byte) bytes.length);
        mac.update(bytes);
    }

    private static byte[] deflate(byte[] parts) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(content, deflater)) {
            out.write(parts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return content.toByteArray();
    }

    private static String inflate(byte[] content) throws IOException {
        Inflater inflater = new Inflater(true);
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(content), inflater)) {
            byte[] parts = in.readNBytes(MAX_BYTES + 1);
            if (parts.length > MAX_BYTES) {
                throw new IOException("too large");
            }
            return new String(parts, UTF_8);
        } finally {
            inflater.end();
        }
    }
}

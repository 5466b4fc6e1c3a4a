package org.igniterealtime.openfire.plugin.intermediateim.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dom4j.DocumentException;
import org.dom4j.Element;
import org.dom4j.io.XPP3Reader;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.StanzaSanitizer;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.StanzaSanitizer.Mode;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlSanitizer;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.PlainText;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.Styling;
import org.xmlpull.v1.XmlPullParserFactory;

/**
 * {@code bin/sanitize [--text] < in.jsonl > out.jsonl}: reads lines {@code {"id": …, "stanza": "<message>…"}} and
 * writes a line for each: {@code {"id", "stanza"}} with the stanza as the plugin would let it pass, or with
 * {@code --text} {@code {"id", "styling", "plain"}}, what its markup says as message styling and as plain text. Null
 * stands for what failed. Stanzas are parsed as Openfire parses them, only that their own namespace is kept.
 */
public final class SanitizeCommand {

    /** Room for dom4j's recursion when it writes what is nested as deeply as 100,000 levels. */
    private static final long STACK_BYTES = 1L << 30;

    private static final Pattern DOCUMENT_TYPE =
            Pattern.compile("(?s)\\s*(?:<\\?.*?\\?>\\s*|<!--.*?-->\\s*)*<!DOCTYPE");

    private final ObjectMapper json = new ObjectMapper();
    private final StanzaSanitizer sanitizer = new StanzaSanitizer(new XhtmlSanitizer(XhtmlPolicy.DEFAULT));
    private final boolean text;

    /** @param text whether to write texts instead of stanzas */
    SanitizeCommand(boolean text) {
        this.text = text;
    }

    public static void main(String[] args) throws InterruptedException {
        boolean text = args.length == 1 && args[0].equals("--text");
        if (args.length > 0 && !text) {
            System.err.println("usage: bin/sanitize [--text] < in.jsonl > out.jsonl");
            System.exit(64);
        }
        Thread work = new Thread(
                null,
                () -> {
                    try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
                            BufferedWriter out = new BufferedWriter(new OutputStreamWriter(System.out, UTF_8))) {
                        new SanitizeCommand(text).answer(in, out);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                "sanitize",
                STACK_BYTES);
        work.start();
        work.join();
    }

    /** Answers line by line, to the end. */
    void answer(BufferedReader in, Writer out) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (!line.isBlank()) {
                out.write(json.writeValueAsString(answer((ObjectNode) json.readTree(line))) + "\n");
            }
        }
    }

    private ObjectNode answer(ObjectNode request) {
        ObjectNode answer = json.createObjectNode();
        answer.set("id", request.get("id"));
        Optional<Element> clean = clean(request.path("stanza").asText());
        if (text) {
            answer.put(
                    "styling",
                    clean.map(stanza -> markup(stanza).map(Styling::of).orElseGet(() -> body(stanza)))
                            .orElse(null));
            answer.put(
                    "plain",
                    clean.map(stanza -> markup(stanza).map(PlainText::of).orElseGet(() -> body(stanza)))
                            .orElse(null));
        } else {
            answer.put("stanza", clean.map(Element::asXML).orElse(null));
        }
        return answer;
    }

    private Optional<Element> clean(String stanza) {
        try {
            XPP3Reader reader = new XPP3Reader();
            reader.setXPPFactory(XmlPullParserFactory.newInstance(StanzaParser.class.getName(), null));
            if (DOCUMENT_TYPE.matcher(stanza).lookingAt()) {
                throw new DocumentException("a stanza has no document type (RFC 6120 §11.1)");
            }
            Element root = reader.read(new StringReader(stanza)).getRootElement();
            sanitizer.sanitize(root, Mode.SANITIZE);
            return Optional.of(root);
        } catch (Exception | StackOverflowError e) {
            System.err.println("failed: " + e);
            return Optional.empty();
        }
    }

    /** @return the first clean markup, at whatever depth */
    private static Optional<Element> markup(Element stanza) {
        if (XhtmlSanitizer.isClean(stanza)) {
            return Optional.of(stanza);
        }
        for (int i = 0; i < stanza.nodeCount(); i++) {
            if (stanza.node(i) instanceof Element child) {
                Optional<Element> found = markup(child);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** What is left when no markup is: the plain text it came with. */
    private static String body(Element stanza) {
        String body = stanza.elementText("body");
        return body == null ? "" : body;
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.standin.rendering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.igniterealtime.openfire.plugin.intermediateim.settings.InvalidSettingException;

/**
 * What one client shows. Written as one line of five fields separated by semicolons; the last two may be missing:
 *
 * <pre>
 * Psi; https://psi-im.org*; xhtml; http://jabber.org/protocol/xhtml-im; Psi 2026-08
 * </pre>
 *
 * @param name    of the client, for people
 * @param node    by which it announces itself (XEP-0115), without {@code http://} or {@code https://} and without a
 *     slash at the end, in lower case; a {@code *} at the end stands for anything
 * @param shows   forms of rich text
 * @param links   that it shows though it does not announce them
 * @param feature that it must advertise for the row to hold; empty for none
 * @param source  where this is known from; may be empty
 */
public record RendererRow(String name, String node, Rendering shows, LinkDisplay links, String feature, String source) {

    private static final String SEPARATOR = ";";
    private static final int FIELDS = 5;
    private static final int MIN_FIELDS = 3;
    private static final String NONE = "none";
    private static final String XHTML = "xhtml";
    private static final String STYLING = "styling";
    private static final String MARKUP = "markup";
    private static final String OUT_OF_BAND = "oob";
    private static final String FILE_SHARING = "sfs";

    public RendererRow {
        if (name.isBlank() || node.isBlank()) {
            throw new IllegalArgumentException("a row without a name or a node");
        }
        node = comparable(node);
    }

    /** @return a node as rows have it: software changes the scheme of its address now and then */
    static String comparable(String node) {
        String text = node.strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("https://")) {
            text = text.substring(8);
        } else if (text.startsWith("http://")) {
            text = text.substring(7);
        }
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /**
     * @param number of the line, for the sentence that tells what is wrong
     * @throws InvalidSettingException if this is not a row
     */
    static RendererRow read(String line, int number) {
        String[] fields = line.split(SEPARATOR, FIELDS);
        if (fields.length < MIN_FIELDS || fields[0].isBlank() || fields[1].isBlank()) {
            throw new InvalidSettingException("intermediateim.problem.renderer-fields", number);
        }
        List<String> words = words(fields[2], number);
        return new RendererRow(
                fields[0].strip(),
                fields[1].strip(),
                new Rendering(words.contains(XHTML), words.contains(STYLING), words.contains(MARKUP)),
                new LinkDisplay(words.contains(OUT_OF_BAND), words.contains(FILE_SHARING)),
                fields.length > 3 ? fields[3].strip() : "",
                fields.length > 4 ? fields[4].strip() : "");
    }

    private static List<String> words(String text, int number) {
        List<String> words = Arrays.stream(text.toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .toList();
        if (words.equals(List.of(NONE))) {
            return List.of();
        }
        if (!List.of(XHTML, STYLING, MARKUP, OUT_OF_BAND, FILE_SHARING).containsAll(words)) {
            throw new InvalidSettingException("intermediateim.problem.renderer-forms", number, text.strip());
        }
        return words;
    }

    /** @return the line that {@link #read} turns into the row */
    public String write() {
        List<String> fields = new ArrayList<>(List.of(name, node, forms(), feature, source));
        while (fields.size() > MIN_FIELDS && fields.get(fields.size() - 1).isEmpty()) {
            fields.remove(fields.size() - 1);
        }
        return fields.stream().collect(Collectors.joining(SEPARATOR + " "));
    }

    /** @return what is shown, as the row has it: {@code none}, or with commas between */
    public String forms() {
        return forms(shows, links);
    }

    /** @return the forms as a row has them: {@code none}, or those that are shown with commas between */
    public static String forms(Rendering shows) {
        return forms(shows, LinkDisplay.NONE);
    }

    private static String forms(Rendering shows, LinkDisplay links) {
        List<String> forms = new ArrayList<>();
        if (shows.xhtml()) {
            forms.add(XHTML);
        }
        if (shows.styling()) {
            forms.add(STYLING);
        }
        if (shows.markup()) {
            forms.add(MARKUP);
        }
        if (links.outOfBand()) {
            forms.add(OUT_OF_BAND);
        }
        if (links.fileSharing()) {
            forms.add(FILE_SHARING);
        }
        return forms.isEmpty() ? NONE : String.join(", ", forms);
    }

    /** @param comparable a node, as {@link #comparable} gives it */
    boolean isOf(String comparable) {
        return isPrefix() ? comparable.regionMatches(0, node, 0, node.length() - 1) : comparable.equals(node);
    }

    boolean isPrefix() {
        return node.endsWith("*");
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.standin.rendering;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.settings.InvalidSettingException;

/**
 * Which client shows what: rows by the node that a client announces, since what it advertises tells little. The first
 * row that holds counts. Immutable.
 */
public final class RendererTable {

    private static final String XHTML_IM = "http://jabber.org/protocol/xhtml-im";
    private static final String STYLING = "urn:xmpp:styling:0";
    private static final String MARKUP = "urn:xmpp:markup:0";

    private final List<RendererRow> own;
    private final List<RendererRow> rows;

    private RendererTable(List<RendererRow> own, List<RendererRow> shipped) {
        this.own = List.copyOf(own);
        rows = Stream.concat(own.stream(), shipped.stream()).toList();
    }

    /** @return the rows that come with the plugin, and before them those of the admin */
    public static RendererTable of(List<RendererRow> own) {
        return new RendererTable(own, shipped());
    }

    private static List<RendererRow> shipped() {
        try (InputStream file = RendererTable.class.getResourceAsStream("renderers.txt")) {
            return read(new String(file.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param text a row on each line; empty lines do not count
     * @throws InvalidSettingException if a line is not a row
     */
    public static List<RendererRow> read(String text) {
        List<RendererRow> rows = new ArrayList<>();
        String[] lines = text.split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isBlank()) {
                rows.add(RendererRow.read(lines[i], i + 1));
            }
        }
        return List.copyOf(rows);
    }

    public static String write(List<RendererRow> rows) {
        return rows.stream().map(RendererRow::write).collect(Collectors.joining("\n"));
    }

    /** @return all of them, in the order in which they are asked */
    public List<RendererRow> rows() {
        return rows;
    }

    /** @return whether the row was written by the admin */
    public boolean isOwn(RendererRow row) {
        return own.stream().anyMatch(each -> each == row);
    }

    /**
     * @param node       that a client announces; empty for none
     * @param advertises whether it advertises a feature
     */
    public Optional<RendererRow> find(String node, Predicate<String> advertises) {
        if (node.isEmpty()) {
            return Optional.empty();
        }
        String comparable = RendererRow.comparable(node);
        for (RendererRow row : rows) {
            if (row.isOf(comparable) && (row.feature().isEmpty() || advertises.test(row.feature()))) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    /**
     * What a client shows that no row knows, by what it advertises. XHTML-IM is claimed by many that show nothing of
     * it, so whoever relies on that must not take the body from it.
     *
     * @return empty if it advertises nothing of this kind: then nothing is known of it
     */
    public static Optional<Rendering> advertised(Predicate<String> advertises) {
        Rendering rendering =
                new Rendering(advertises.test(XHTML_IM), advertises.test(STYLING), advertises.test(MARKUP));
        return rendering.equals(Rendering.PLAIN) ? Optional.empty() : Optional.of(rendering);
    }
}

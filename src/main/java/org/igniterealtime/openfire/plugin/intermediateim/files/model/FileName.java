package org.igniterealtime.openfire.plugin.intermediateim.files.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;

/**
 * The name of a file as users see it and as their systems can store it. A stranger wrote it: it is never part of a path
 * of ours, and is still escaped wherever it is shown.
 *
 * @param text 1 to {@value #MAX_BYTES} bytes in UTF-8. Without path separators, control and invisible characters, signs
 *             that change the direction of writing, characters that Windows does not accept, a dot or space at either
 *             end (a dot at the beginning hides a file), and not the name of a Windows device
 */
public record FileName(String text) {

    public static final int MAX_BYTES = 200;

    /** What a file is called if nothing of its name is left. */
    private static final String NO_NAME = "file";

    /** A longer last part of the name is not taken for an extension. */
    private static final int MAX_EXTENSION_BYTES = 20;

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private static final Pattern PATH_END = Pattern.compile("[/\\\\\\s.]+$");
    private static final Pattern FOLDERS = Pattern.compile("^.*[/\\\\]", Pattern.DOTALL);
    private static final Pattern NOT_ON_WINDOWS = Pattern.compile("[<>:\"|?*]");
    /** A row of spaces can push an extension out of sight. */
    private static final Pattern SPACES = Pattern.compile(" {2,}");

    private static final Pattern DOTS_AND_SPACES_AT_THE_BEGINNING = Pattern.compile("^[ .]+");
    private static final Pattern DOTS_AND_SPACES_AT_THE_END = Pattern.compile("[ .]+$");
    /** With any extension, or several, and with spaces before it. */
    private static final Pattern WINDOWS_DEVICE = Pattern.compile(
            "(con|prn|aux|nul|com[0-9\u00B9\u00B2\u00B3]|lpt[0-9\u00B9\u00B2\u00B3]|conin\\$|conout\\$|clock\\$) *(\\..*)?",
            Pattern.CASE_INSENSITIVE);

    public FileName {
        if (!text.equals(clean(text))) {
            throw new IllegalArgumentException("not a clean file name");
        }
    }

    /** @param offered what the sender calls the file; may hold anything, and may be a path */
    public static FileName of(String offered) {
        return new FileName(clean(offered));
    }

    /** @return what follows the last dot, in the case in which it is written; empty if there is no extension */
    public String extension() {
        int dot = extensionDot(text);
        return dot < 0 ? "" : text.substring(dot + 1);
    }

    private static String clean(String offered) {
        String name = visible(offered);
        name = PATH_END.matcher(name).replaceAll("");
        name = FOLDERS.matcher(name).replaceAll("");
        name = NOT_ON_WINDOWS.matcher(name).replaceAll("_");
        name = SPACES.matcher(name).replaceAll(" ");
        name = trim(name);
        if (name.isEmpty()) {
            return NO_NAME;
        }
        return noDevice(cut(noDevice(name))); // a name can become that of a device by being cut
    }

    private static String noDevice(String name) {
        return WINDOWS_DEVICE.matcher(name).matches() ? "_" + name : name;
    }

    private static String visible(String offered) {
        StringBuilder visible = new StringBuilder();
        offered.codePoints()
                .filter(FileName::isVisible)
                .map(c -> Character.isSpaceChar(c) ? ' ' : c)
                .forEach(visible::appendCodePoint);
        return visible.toString();
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            // among them those that change the direction of writing; words of some languages and emoji need joiners
            case Character.FORMAT -> c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER;
            case Character.UNASSIGNED -> !isNoncharacter(c);
            default -> true;
        };
    }

    /** Unicode 15, section 23.7. */
    private static boolean isNoncharacter(int c) {
        return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
    }

    private static String trim(String name) {
        return trimEnd(DOTS_AND_SPACES_AT_THE_BEGINNING.matcher(name).replaceAll(""));
    }

    private static String trimEnd(String name) {
        return DOTS_AND_SPACES_AT_THE_END.matcher(name).replaceAll("");
    }

    /** Cuts the end of what is before the extension. */
    private static String cut(String name) {
        if (bytes(name) <= MAX_BYTES) {
            return name;
        }
        int dot = extensionDot(name);
        String extension = dot < 0 ? "" : name.substring(dot);
        String rest = dot < 0 ? name : name.substring(0, dot);
        return trimEnd(cut(rest, MAX_BYTES - bytes(extension))) + extension;
    }

    private static String cut(String text, int mostBytes) {
        int end = 0;
        int bytes = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            bytes += bytes(Character.toString(c));
            if (bytes > mostBytes) {
                break;
            }
            end += Character.charCount(c);
        }
        return text.substring(0, end);
    }

    /** @return where the extension begins, with its dot; -1 if there is none */
    private static int extensionDot(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && bytes(name.substring(dot)) <= MAX_EXTENSION_BYTES ? dot : -1;
    }

    private static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }

    @Override
    public String toString() {
        return text;
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.xhtml.links;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlIm;

/**
 * Compares what a link says with where it leads (XEP-0071 §11.2).
 *
 * <p>A link is dishonest if its text holds an address - a URL, a domain, a mail address - whose host is not that of the
 * target, if its text is written backwards, or if its target puts a user name where readers look for the host.
 */
public final class LinkHonesty {

    private static final int MAX_SHOWN = 300; // never cuts a host name, which has at most 253
    private static final Pattern DIRECTION_OVERRIDE = Pattern.compile("[\u202d\u202e]");
    private static final Pattern REST_OF_ADDRESS = Pattern.compile("(?::[0-9]|[/?#])[^\\s<>\"]*+");
    private static final Pattern DOMAIN = Pattern.compile(".*[^.]\\.([\\p{L}\\p{M}]{2,}|xn--[a-z0-9-]+)");
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");

    /** Endings of file names that are no top-level domains: {@code report.pdf} is not an address. */
    private static final Set<String> FILE_TYPES = Set.of(
            "7z",
            "asc",
            "asp",
            "aspx",
            "avi",
            "bak",
            "bat",
            "bin",
            "bmp",
            "bz2",
            "cfg",
            "class",
            "conf",
            "cpp",
            "css",
            "csv",
            "dat",
            "deb",
            "dll",
            "dmg",
            "doc",
            "docx",
            "dtd",
            "eml",
            "epub",
            "exe",
            "flac",
            "gif",
            "gz",
            "htm",
            "html",
            "ico",
            "ics",
            "img",
            "ini",
            "iso",
            "jar",
            "java",
            "jpeg",
            "jpg",
            "js",
            "json",
            "jsp",
            "lock",
            "log",
            "mkv",
            "mp3",
            "mp4",
            "mpeg",
            "mpg",
            "msg",
            "msi",
            "odp",
            "ods",
            "odt",
            "ogg",
            "pdf",
            "php",
            "png",
            "pom",
            "ppt",
            "pptx",
            "properties",
            "psd",
            "rar",
            "rpm",
            "rtf",
            "shtml",
            "sig",
            "sln",
            "sql",
            "svg",
            "swf",
            "tar",
            "tex",
            "tgz",
            "tif",
            "tiff",
            "tmp",
            "toml",
            "ts",
            "ttf",
            "txt",
            "vcf",
            "war",
            "wav",
            "webm",
            "webp",
            "wmv",
            "woff",
            "xhtml",
            "xls",
            "xlsx",
            "xml",
            "xsd",
            "xsl",
            "xslt",
            "yaml",
            "yml");

    /**
     * Endings that are both: {@code photos.zip} is a file name where the target ends with it, else it may be an
     * address.
     */
    private static final Set<String> FILE_TYPES_AND_DOMAINS = Set.of("md", "mov", "py", "rs", "sh", "zip");

    private final String text;
    private final Uri target;
    private final String host;

    private LinkHonesty(String text, Uri target) {
        this.text = text;
        this.target = target;
        this.host = withoutWww(target.host());
    }

    /** @return what to write after the link; empty if the link is honest */
    public static Optional<String> remark(String linkText, Uri target) {
        boolean posing = !target.user().isEmpty();
        if (!posing && linkText.indexOf('.') < 0 && linkText.indexOf("://") < 0 && XhtmlIm.isAscii(linkText)) {
            return Optional.empty(); // no address is without these, and most links have none in their text
        }
        boolean backwards = DIRECTION_OVERRIDE.matcher(linkText).find();
        if (!posing && !backwards && !new LinkHonesty(VisibleText.of(linkText), target).namesAnotherHost()) {
            return Optional.empty();
        }
        String shown = target.shown();
        String remark = "[" + (shown.length() > MAX_SHOWN ? shown.substring(0, MAX_SHOWN) + "…" : shown) + "]";
        return Optional.of(backwards ? " \u2066" + remark + "\u2069" : " " + remark); // isolated from the override
    }

    private boolean namesAnotherHost() {
        int at = 0;
        while (at < text.length()) {
            int end = endOfRun(at);
            if (end == at) {
                at += Character.charCount(text.codePointAt(at));
                continue;
            }
            String run = trimmed(text.substring(at, end));
            boolean sameHost = !run.isEmpty() && withoutWww(run).equals(host);
            boolean address = sameHost || isAddress(run, at, end);
            if (address && !sameHost && !withoutWww(Uri.canonicalHost(run)).equals(host)) {
                return true;
            }
            at = address ? endOfAddress(end) : end;
        }
        return false;
    }

    /** Whether a run of letters, digits, dots and hyphens is the host of an address. */
    private boolean isAddress(String run, int start, int end) {
        if (text.startsWith("://", start - 3)) {
            return !run.isEmpty();
        }
        char before = start == 0 ? ' ' : text.charAt(start - 1);
        char after = end == text.length() ? ' ' : text.charAt(end);
        boolean mailbox = after == '@';
        boolean surely = before == '@' || after == '/' || run.startsWith("www.");
        return !mailbox && isDomain(run) && (surely || !isFileName(run));
    }

    private int endOfRun(int from) {
        int end = from;
        while (end < text.length() && isHostCharacter(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private static boolean isHostCharacter(int c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_' || VisibleText.isMark(c);
    }

    private boolean isFileName(String name) {
        String type = name.substring(name.lastIndexOf('.') + 1);
        return FILE_TYPES.contains(type)
                || FILE_TYPES_AND_DOMAINS.contains(type)
                        && XhtmlIm.asciiLowerCase(target.text()).endsWith("/" + name);
    }

    private static boolean isDomain(String name) {
        return !name.contains("..") && DOMAIN.matcher(name).matches()
                || IPV4.matcher(name).matches();
    }

    /** Without dots and hyphens around it, which are those of the sentence. */
    private static String trimmed(String run) {
        int from = 0;
        int to = run.length();
        while (from < to && ".-".indexOf(run.charAt(from)) >= 0) {
            from++;
        }
        while (from < to && ".-".indexOf(run.charAt(to - 1)) >= 0) {
            to--;
        }
        return run.substring(from, to);
    }

    /** Passes over the path and query of an address, where other addresses may stand. */
    private int endOfAddress(int from) {
        Matcher rest = REST_OF_ADDRESS.matcher(text).region(from, text.length());
        return rest.lookingAt() ? rest.end() : from;
    }

    private static String withoutWww(String host) {
        return host.startsWith("www.") ? host.substring("www.".length()) : host;
    }
}

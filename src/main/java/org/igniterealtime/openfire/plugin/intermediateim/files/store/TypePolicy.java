package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileName;

/**
 * Which types of files are taken. A file has to be permitted twice: by its name before any byte, if the name tells its
 * type, and by its content.
 *
 * @param allowed if not empty, nothing else is taken: media types such as {@code application/pdf} or {@code image/*}
 * @param refused never taken: media types as before, and extensions of names such as {@code .exe}
 */
public record TypePolicy(Set<String> allowed, Set<String> refused) {

    public static final TypePolicy ALL = new TypePolicy(Set.of(), Set.of());

    private static final String TOKEN = "[a-z0-9!#$&^_.+-]+";
    private static final Pattern MEDIA_TYPES = Pattern.compile(TOKEN + "/(" + TOKEN + "|\\*)");
    private static final Pattern EXTENSION = Pattern.compile("\\.[^\\s./]+");

    public TypePolicy {
        allowed = lowerCase(allowed);
        refused = lowerCase(refused);
        if (!allowed.stream().allMatch(TypePolicy::isMediaType)
                || !refused.stream().allMatch(each -> isMediaType(each) || isExtension(each))) {
            throw new IllegalArgumentException("neither a media type nor an extension");
        }
    }

    private static Set<String> lowerCase(Set<String> entries) {
        Set<String> lowerCase = new HashSet<>();
        entries.forEach(each -> lowerCase.add(each.toLowerCase(Locale.ROOT)));
        return Set.copyOf(lowerCase);
    }

    /** @return whether this is a media type, or all of a kind: {@code image/*} */
    public static boolean isMediaType(String entry) {
        return MEDIA_TYPES.matcher(entry.toLowerCase(Locale.ROOT)).matches();
    }

    /** @return whether this is an extension, with its dot */
    public static boolean isExtension(String entry) {
        return EXTENSION.matcher(entry).matches();
    }

    /** @param mediaType without parameters */
    public boolean permits(String mediaType) {
        return (allowed.isEmpty() || matches(allowed, mediaType)) && !matches(refused, mediaType);
    }

    /** @return whether a file may be called so, whatever its type */
    public boolean permits(FileName name) {
        return !refused.contains("." + name.extension().toLowerCase(Locale.ROOT));
    }

    private static boolean matches(Set<String> entries, String mediaType) {
        String type = mediaType.toLowerCase(Locale.ROOT);
        return entries.contains(type) || entries.contains(type.substring(0, type.indexOf('/')) + "/*");
    }
}

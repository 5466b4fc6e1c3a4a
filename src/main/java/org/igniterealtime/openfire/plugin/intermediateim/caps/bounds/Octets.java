package org.igniterealtime.openfire.plugin.intermediateim.caps.bounds;

/** What texts take of memory, estimated for a Java heap below 32 GiB. */
public final class Octets {

    /** Of a string and its array without characters. */
    private static final int STRING = 44;

    private static final int LAST_LATIN_1 = 0xff;

    private Octets() {}

    /** @return of this text alone, whoever else holds it too; 0 for null */
    public static int of(String text) {
        if (text == null) {
            return 0;
        }
        for (int i = 0, length = text.length(); i < length; i++) {
            if (text.charAt(i) > LAST_LATIN_1) {
                return STRING + 2 * length;
            }
        }
        return STRING + text.length();
    }
}

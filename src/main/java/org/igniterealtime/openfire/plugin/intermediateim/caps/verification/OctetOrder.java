package org.igniterealtime.openfire.plugin.intermediateim.caps.verification;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * i;octet (RFC 4790 §9.3) of texts in UTF-8, which is the order of their code points. {@code String.compareTo} differs
 * outside the BMP: UTF-16's surrogates sort below U+E000 to U+FFFF, though they stand for what is above.
 */
enum OctetOrder implements Comparator<String> {
    OCTET_ORDER;

    /**
     * @return the texts in order. Without surrogates the order of {@code String} is the same, and much faster to tell
     */
    static List<String> sorted(Collection<String> texts) {
        List<String> sorted = new ArrayList<>(texts);
        sorted.sort(haveSurrogates(sorted) ? OCTET_ORDER : null);
        return sorted;
    }

    private static boolean haveSurrogates(List<String> texts) {
        for (String text : texts) {
            for (int i = 0; i < text.length(); i++) {
                if (Character.isSurrogate(text.charAt(i))) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public int compare(String one, String other) {
        int common = Math.min(one.length(), other.length());
        for (int i = 0; i < common; i++) {
            char left = one.charAt(i);
            char right = other.charAt(i);
            if (left != right) {
                boolean differs = Character.isSurrogate(left) != Character.isSurrogate(right);
                return differs && left >= Character.MIN_SURROGATE && right >= Character.MIN_SURROGATE
                        ? Boolean.compare(Character.isSurrogate(left), Character.isSurrogate(right))
                        : Character.compare(left, right);
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.ibb;

/** Numbers of 16 bits, which XEP-0047 counts and measures blocks with. */
final class Numbers {

    static final int MODULUS = 1 << 16;

    private Numbers() {}

    /** @return -1 if the text is null or no number from 0 to 65535 */
    static int unsignedShort(String text) {
        if (text == null || !text.matches("[0-9]{1,5}")) {
            return -1;
        }
        int number = Integer.parseInt(text);
        return number < MODULUS ? number : -1;
    }

    /** @return the number after 65535 is 0 (XEP-0047 §2.2) */
    static int next(int seq) {
        return (seq + 1) % MODULUS;
    }
}

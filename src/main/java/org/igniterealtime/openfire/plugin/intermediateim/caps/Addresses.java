package org.igniterealtime.openfire.plugin.intermediateim.caps;

/** JIDs as the texts that stanzas carry once the server has prepared them: presence is far too frequent to take them apart. */
final class Addresses {

    private Addresses() {
    }

    /** @return the address without its resource */
    static String bare(String address) {
        int slash = address.indexOf('/');
        return slash < 0 ? address : address.substring(0, slash);
    }

    static boolean isFull(String address) {
        return address.indexOf('/') >= 0;
    }

    /** @return whether the address is this bare JID or a full JID of it */
    static boolean isUnder(String bareJid, String address) {
        return address.startsWith(bareJid) && (address.length() == bareJid.length() || address.charAt(bareJid.length()) == '/');
    }

    static String domain(String address) {
        String bare = bare(address);
        return bare.substring(bare.indexOf('@') + 1);
    }
}

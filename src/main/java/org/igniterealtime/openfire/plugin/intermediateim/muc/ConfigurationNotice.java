package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.util.EnumSet;
import java.util.Set;

/** What a room tells of its configuration by status code: on entry, and when it changes (XEP-0045 §7.2, §10.2.1). */
public enum ConfigurationNotice {
    /** All occupants see real addresses, which the user must be told (§7.2.3, §14.5). Code 100 on entry, 172 later. */
    NON_ANONYMOUS(100, 172),
    SEMI_ANONYMOUS(173),
    FULLY_ANONYMOUS(174),
    /** The conversation is logged, which the user must be told (§14.3). */
    LOGGED(170),
    NO_LONGER_LOGGED(171),
    SHOWS_UNAVAILABLE(102),
    HIDES_UNAVAILABLE(103),
    /** Something that doesn't touch privacy. */
    OTHER_CHANGE(104);

    private final int[] codes;

    ConfigurationNotice(int... codes) {
        this.codes = codes;
    }

    static Set<ConfigurationNotice> in(MucUser user) {
        Set<ConfigurationNotice> found = EnumSet.noneOf(ConfigurationNotice.class);
        for (ConfigurationNotice notice : values()) {
            for (int code : notice.codes) {
                if (user.has(code)) {
                    found.add(notice);
                }
            }
        }
        return found;
    }
}

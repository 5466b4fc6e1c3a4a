package org.igniterealtime.openfire.plugin.intermediateim.muc;

import java.util.Locale;

/** Role and affiliation in a room (XEP-0045 §5). */
public record Privileges(Role role, Affiliation affiliation) {

    public static final Privileges NONE = new Privileges(Role.NONE, Affiliation.NONE);

    public enum Role {
        MODERATOR,
        PARTICIPANT,
        VISITOR,
        NONE
    }

    public enum Affiliation {
        OWNER,
        ADMIN,
        MEMBER,
        NONE,
        OUTCAST
    }

    /** Whatever is absent or unknown is read as none (0045-21). */
    static Privileges read(String role, String affiliation) {
        return new Privileges(
                read(Role.class, role, Role.NONE), read(Affiliation.class, affiliation, Affiliation.NONE));
    }

    private static <E extends Enum<E>> E read(Class<E> type, String value, E otherwise) {
        for (E each : type.getEnumConstants()) {
            if (value != null && each.name().toLowerCase(Locale.ROOT).equals(value)) {
                return each;
            }
        }
        return otherwise;
    }
}

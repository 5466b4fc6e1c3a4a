package org.igniterealtime.openfire.plugin.intermediateim.caps.store;

import java.util.List;
import java.util.function.Predicate;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo.Identity;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;
import org.igniterealtime.openfire.plugin.intermediateim.form.Field;

/**
 * Verified capabilities in memory.
 *
 * @param announcement as it was when they were verified; others may announce the same hash with another node
 * @param archived     whether this node keeps them in the archive, or is about to: then it lets them go there, too
 * @param octets       of memory, estimated
 */
public record StoredCapabilities(Announcement announcement, DiscoInfo info, boolean archived, int octets) {

    /** Of the entry itself and its place in the cache. */
    private static final int BASE = 512;
    /** Of a record or a list. */
    private static final int OBJECT = 40;

    private static final int REFERENCE = 4;

    /** @return the entry, with the names that others use too shared with them */
    static StoredCapabilities sharing(Announcement announcement, DiscoInfo info, boolean archived, StringPool pool) {
        DiscoInfo shared = new DiscoInfo(
                info.identities().stream()
                        .map(identity -> new Identity(
                                pool.pooled(identity.category()),
                                pool.pooled(identity.type()),
                                pool.pooled(identity.lang()),
                                identity.name()))
                        .toList(),
                info.features().stream().map(pool::pooled).toList(),
                info.forms().stream().map(form -> shared(form, pool)).toList());
        return new StoredCapabilities(announcement, shared, archived, octets(announcement, shared, pool));
    }

    private static DataForm shared(DataForm form, StringPool pool) {
        return new DataForm(
                form.type(),
                form.fields().stream()
                        .map(field -> {
                            List<String> values = field.var().equals(DataForm.FORM_TYPE)
                                    ? field.values().stream().map(pool::pooled).toList()
                                    : field.values();
                            return new Field(
                                    pool.pooled(field.var()),
                                    field.type(),
                                    field.label(),
                                    field.required(),
                                    values,
                                    field.options());
                        })
                        .toList(),
                form.table());
    }

    private static int octets(Announcement announcement, DiscoInfo info, StringPool pool) {
        return BASE
                + octets(announcement.node(), pool::holds)
                + octets(announcement.ver(), pool::holds)
                + octets(info, pool::holds);
    }

    /** @return what it takes of memory if none of its texts is anybody else's, estimated */
    public static int octets(DiscoInfo info) {
        return octets(info, text -> false);
    }

    private static int octets(DiscoInfo info, Predicate<String> shared) {
        int octets = 0;
        for (Identity identity : info.identities()) {
            octets += OBJECT
                    + octets(identity.category(), shared)
                    + octets(identity.type(), shared)
                    + octets(identity.lang(), shared)
                    + octets(identity.name(), shared);
        }
        for (String feature : info.features()) {
            octets += octets(feature, shared);
        }
        for (DataForm form : info.forms()) {
            octets += OBJECT;
            for (Field field : form.fields()) {
                octets += 2 * OBJECT + octets(field.var(), shared) + octets(field.label(), shared);
                for (String value : field.values()) {
                    octets += octets(value, shared);
                }
                for (Field.Option option : field.options()) {
                    octets += OBJECT + octets(option.label(), shared) + octets(option.value(), shared);
                }
            }
        }
        return octets;
    }

    private static int octets(String string, Predicate<String> shared) {
        return shared.test(string) || string.isEmpty() ? REFERENCE : REFERENCE + OBJECT + 2 * string.length();
    }
}

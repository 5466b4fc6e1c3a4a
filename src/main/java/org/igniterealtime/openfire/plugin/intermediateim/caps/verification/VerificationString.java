package org.igniterealtime.openfire.plugin.intermediateim.caps.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;

/** Makes the verification string (XEP-0115 §5.1). */
public final class VerificationString {

    private static final char SEPARATOR = '<';

    private VerificationString() {}

    /** @return what {@code ver} is for these capabilities (§5.1 step 9) */
    public static String of(DiscoInfo info, HashFunction function) {
        return Base64.getEncoder().encodeToString(digest(SortedInfo.of(info), function));
    }

    static byte[] digest(SortedInfo info, HashFunction function) {
        return function.digest(string(info).getBytes(UTF_8)); // steps 8 and 9
    }

    /** @return what is hashed */
    static String string(SortedInfo info) {
        StringBuilder s = new StringBuilder(4096); // step 1
        // steps 2 and 3: the identities by category, type and language, each as category/type/lang/name
        info.identities()
                .forEach(identity -> s.append(identity.category())
                        .append('/')
                        .append(identity.type())
                        .append('/')
                        .append(identity.lang())
                        .append('/')
                        .append(identity.name())
                        .append(SEPARATOR));
        // steps 4 and 5: the features
        info.features().forEach(feature -> s.append(feature).append(SEPARATOR));
        // steps 6 and 7: the forms by FORM_TYPE, each with its fields by name
        info.formParts().forEach(part -> s.append(part).append(SEPARATOR));
        return s.toString();
    }
}

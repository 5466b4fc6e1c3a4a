package org.igniterealtime.openfire.plugin.intermediateim.si;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of streams a file can take (XEP-0096 §3.1), the preferred one first. */
public enum StreamMethod {
    /** XEP-0065. */
    SOCKS5(Namespaces.BYTESTREAMS),
    /** XEP-0047. */
    IN_BAND(Namespaces.IBB);

    private final String namespace;

    StreamMethod(String namespace) {
        this.namespace = namespace;
    }

    /** @return how it is called in the negotiation */
    public String namespace() {
        return namespace;
    }

    /** @return empty for methods that nobody here can do */
    static Optional<StreamMethod> of(String namespace) {
        return Arrays.stream(values())
                .filter(method -> method.namespace.equals(namespace))
                .findFirst();
    }
}

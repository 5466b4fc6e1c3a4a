package org.igniterealtime.openfire.plugin.intermediateim.files.links;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.IntSupplier;

/** How many requests are answered at once. Any thread. */
final class DownloadLimiter {

    private static final int IPV6_NETWORK_BYTES = 8;

    private final IntSupplier mostOfAll;
    private final IntSupplier mostPerAddress;
    private final Map<String, Integer> byClient = new HashMap<>(); // this and the next: guarded by this
    private int all;

    /** What an attempt has come to. */
    enum Admission {
        ADMITTED,
        TOO_MANY_OF_CLIENT,
        TOO_MANY
    }

    DownloadLimiter(IntSupplier mostOfAll, IntSupplier mostPerAddress) {
        this.mostOfAll = mostOfAll;
        this.mostPerAddress = mostPerAddress;
    }

    /** @return whether there was room. If so, {@link #leave} is to be called once with the same address */
    synchronized Admission enter(String address) {
        String client = client(address);
        if (byClient.getOrDefault(client, 0) >= mostPerAddress.getAsInt()) {
            return Admission.TOO_MANY_OF_CLIENT;
        }
        if (all >= mostOfAll.getAsInt()) {
            return Admission.TOO_MANY;
        }
        byClient.merge(client, 1, Integer::sum);
        all++;
        return Admission.ADMITTED;
    }

    synchronized void leave(String address) {
        byClient.computeIfPresent(client(address), (client, count) -> count == 1 ? null : count - 1);
        all--;
    }

    /** Who has one IPv6 address has a network of them. */
    private static String client(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            InetAddress parsed = InetAddress.getByName(address); // with a colon it is no name that would be resolved
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), IPV6_NETWORK_BYTES))
                    : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }

    synchronized int all() {
        return all;
    }
}

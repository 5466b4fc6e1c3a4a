package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What a user has open now and has passed today. Any thread. */
final class Account {

    private final String user;
    private final String domain;
    private final Rate rate;
    private final AtomicInteger streams = new AtomicInteger();
    private final AtomicLong bytesToday = new AtomicLong();

    /**
     * @param user   bare JID, or what those share who have no account of their own
     * @param domain of the user
     */
    Account(String user, String domain, Rate rate) {
        this.user = user;
        this.domain = domain;
        this.rate = rate;
    }

    String user() {
        return user;
    }

    String domain() {
        return domain;
    }

    Rate rate() {
        return rate;
    }

    AtomicInteger streams() {
        return streams;
    }

    AtomicLong bytesToday() {
        return bytesToday;
    }

    boolean isUnused() {
        return streams.get() == 0 && bytesToday.get() == 0;
    }
}

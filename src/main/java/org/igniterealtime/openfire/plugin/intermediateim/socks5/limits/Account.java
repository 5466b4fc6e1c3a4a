package org.igniterealtime.openfire.plugin.intermediateim.socks5.limits;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What a user has open now and has passed today. Any thread. */
public final class Account {

    private final String user;
    private final String domain;
    private final RateLimit rate;
    private final AtomicInteger streams = new AtomicInteger();
    private final AtomicLong bytesToday = new AtomicLong();

    /**
     * @param user   bare JID, or what those share who have no account of their own
     * @param domain of the user
     */
    Account(String user, String domain, RateLimit rate) {
        this.user = user;
        this.domain = domain;
        this.rate = rate;
    }

    public String user() {
        return user;
    }

    String domain() {
        return domain;
    }

    public RateLimit rate() {
        return rate;
    }

    AtomicInteger streams() {
        return streams;
    }

    public AtomicLong bytesToday() {
        return bytesToday;
    }

    boolean isUnused() {
        return streams.get() == 0 && bytesToday.get() == 0;
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.seats.joining;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Services that have not responded lately. One seat at a time tries such a service, less and less often; once it
 * responds, the others may join again. Guarded by this.
 */
public final class UnresponsiveServices {

    private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    /** The state of a service that does not respond. */
    public record State(String domain, int failures, Instant nextTry) {}

    private final Map<String, State> dead = new HashMap<>();

    /** @return whether a seat may try the service now; true uses up the turn */
    synchronized boolean mayTry(String domain, Instant now) {
        State state = dead.get(domain);
        if (state == null) {
            return true;
        }
        if (now.isBefore(state.nextTry())) {
            return false;
        }
        dead.put(domain, new State(domain, state.failures(), now.plus(wait(state.failures() + 1))));
        return true;
    }

    synchronized void failed(String domain, Instant now) {
        int failures = dead.containsKey(domain) ? dead.get(domain).failures() + 1 : 1;
        dead.put(domain, new State(domain, failures, now.plus(wait(failures))));
    }

    synchronized void answered(String domain) {
        dead.remove(domain);
    }

    synchronized boolean isEmpty() {
        return dead.isEmpty();
    }

    /** Forgets services in which no seat is left. */
    synchronized void retain(Set<String> domains) {
        dead.keySet().retainAll(domains);
    }

    private static Duration wait(int failures) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(failures - 1, 20));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    /** @return by domain */
    synchronized List<State> states() {
        List<State> states = new ArrayList<>(dead.values());
        states.sort(Comparator.comparing(State::domain));
        return states;
    }
}

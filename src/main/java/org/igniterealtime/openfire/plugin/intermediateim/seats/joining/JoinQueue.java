package org.igniterealtime.openfire.plugin.intermediateim.seats.joining;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.Seat;

/**
 * Which seats join next: in order, at a bounded rate, and one at a time where a service does not respond. Any thread.
 */
public final class JoinQueue {

    private final JoinPacer<Seat> pacer;
    private final UnresponsiveServices unresponsive = new UnresponsiveServices();

    public JoinQueue(Instant now) {
        pacer = new JoinPacer<>(now);
    }

    public void add(Seat seat) {
        pacer.add(seat);
    }

    public void remove(Seat seat) {
        pacer.remove(seat);
    }

    /** @return the seats whose turn it is; they are no longer in the queue */
    public List<Seat> next(Instant now, long perSecond) {
        return pacer.size() == 0
                ? List.of()
                : pacer.next(now, perSecond, seat -> unresponsive.mayTry(service(seat), now));
    }

    /** The seat has not reached its room's service. */
    public void serviceFailed(Seat seat, Instant now) {
        unresponsive.failed(service(seat), now);
    }

    public void serviceAnswered(Seat seat) {
        unresponsive.answered(service(seat));
    }

    /** @return services that do not respond */
    public List<UnresponsiveServices.State> unresponsiveServices() {
        return unresponsive.states();
    }

    /** Forgets services in which none of these seats is. */
    public void retainServices(Collection<Seat> seats) {
        if (!unresponsive.isEmpty()) {
            unresponsive.retain(seats.stream().map(JoinQueue::service).collect(Collectors.toSet()));
        }
    }

    private static String service(Seat seat) {
        return seat.room().getDomain();
    }
}

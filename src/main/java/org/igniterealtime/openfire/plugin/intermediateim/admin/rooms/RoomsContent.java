package org.igniterealtime.openfire.plugin.intermediateim.admin.rooms;

import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.igniterealtime.openfire.plugin.intermediateim.admin.ResultPage;
import org.igniterealtime.openfire.plugin.intermediateim.seats.joining.UnresponsiveServices;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView;

/**
 * What rooms.jsp shows.
 *
 * @param keeper  the host name of the other node of a cluster that keeps the seats, which may be empty; null if this
 *     one does
 * @param address where users ask for seats
 */
public record RoomsContent(
        boolean on, String keeper, String address, ResultPage<SeatRow> seats, List<ServiceRow> services) {

    /**
     * A seat as it is now.
     *
     * @param state  end of an i18n key
     * @param since  when the state began
     * @param kept   messages
     * @param origin end of an i18n key
     */
    public record SeatRow(String user, String room, String nick, String state, Date since, int kept, String origin) {

        static SeatRow of(SeatView seat) {
            return new SeatRow(
                    seat.config().owner().toString(),
                    seat.config().room().toString(),
                    seat.nick(),
                    seat.state().name().toLowerCase(Locale.ROOT),
                    Date.from(seat.since()),
                    seat.kept().messages(),
                    seat.config().origin().name().toLowerCase(Locale.ROOT));
        }
    }

    /**
     * A room service in which there are seats.
     *
     * @param failures how often in a row it was not reached
     * @param nextTry  when it is tried again; null if it is reached
     */
    public record ServiceRow(String domain, long seats, int failures, Date nextTry) {

        /** @param trouble null for none */
        static ServiceRow of(String domain, long seats, UnresponsiveServices.State trouble) {
            return trouble == null
                    ? new ServiceRow(domain, seats, 0, null)
                    : new ServiceRow(domain, seats, trouble.failures(), Date.from(trouble.nextTry()));
        }

        public boolean reached() {
            return nextTry == null;
        }
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.admin.rooms;

import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.admin.ResultPage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.SettingsForm;
import org.igniterealtime.openfire.plugin.intermediateim.seats.joining.UnresponsiveServices;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView;

/** What rooms.jsp shows. */
public final class RoomsBean {

    private final boolean on;
    private final Optional<String> keeper;
    private final String address;
    private final ResultPage<SeatRow> seats;
    private final List<ServiceRow> services;
    private final SettingsForm settings;

    RoomsBean(
            boolean on,
            Optional<String> keeper,
            String address,
            ResultPage<SeatRow> seats,
            List<ServiceRow> services,
            SettingsForm settings) {
        this.on = on;
        this.keeper = keeper;
        this.address = address;
        this.seats = seats;
        this.services = services;
        this.settings = settings;
    }

    public boolean isOn() {
        return on;
    }

    /**
     * @return the host name of the other node of a cluster that keeps the seats, which may be empty; null if this one
     *     does
     */
    public String getKeeper() {
        return keeper.orElse(null);
    }

    /** @return where users ask for seats */
    public String getAddress() {
        return address;
    }

    public ResultPage<SeatRow> getSeats() {
        return seats;
    }

    public List<ServiceRow> getServices() {
        return services;
    }

    public SettingsForm getSettings() {
        return settings;
    }

    /** A seat as it is now. */
    public static final class SeatRow {

        private final SeatView seat;

        SeatRow(SeatView seat) {
            this.seat = seat;
        }

        public String getUser() {
            return seat.config().owner().toString();
        }

        public String getRoom() {
            return seat.config().room().toString();
        }

        public String getNick() {
            return seat.nick();
        }

        /** @return end of an i18n key */
        public String getState() {
            return seat.state().name().toLowerCase(Locale.ROOT);
        }

        /** @return end of an i18n key */
        public String getOrigin() {
            return seat.config().origin().name().toLowerCase(Locale.ROOT);
        }

        /** @return when the state began */
        public Date getSince() {
            return Date.from(seat.since());
        }

        public int getKept() {
            return seat.kept().messages();
        }
    }

    /** A room service in which there are seats. */
    public static final class ServiceRow {

        private final String domain;
        private final long seats;
        private final UnresponsiveServices.State trouble;

        /** @param trouble null for none */
        ServiceRow(String domain, long seats, UnresponsiveServices.State trouble) {
            this.domain = domain;
            this.seats = seats;
            this.trouble = trouble;
        }

        public String getDomain() {
            return domain;
        }

        public long getSeats() {
            return seats;
        }

        public boolean isReached() {
            return trouble == null;
        }

        /** @return how often in a row it was not reached */
        public int getFailures() {
            return trouble == null ? 0 : trouble.failures();
        }

        /** @return when it is tried again; null if it is reached */
        public Date getNextTry() {
            return trouble == null ? null : Date.from(trouble.nextTry());
        }
    }
}

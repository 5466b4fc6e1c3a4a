package org.igniterealtime.openfire.plugin.intermediateim.admin;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.servlet.http.HttpServletRequest;
import org.igniterealtime.openfire.plugin.intermediateim.admin.RoomsBean.SeatRow;
import org.igniterealtime.openfire.plugin.intermediateim.admin.RoomsBean.ServiceRow;
import org.igniterealtime.openfire.plugin.intermediateim.admin.SettingsForm.Field;
import org.igniterealtime.openfire.plugin.intermediateim.admin.SettingsForm.Group;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.seats.DeadServices;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatView;
import org.igniterealtime.openfire.plugin.intermediateim.seats.Seats;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.xmpp.packet.JID;

/** Rooms: the seats that are kept in them, the services they are at, and the settings of both. */
public final class RoomsPage extends ConsolePage {

    private static final long serialVersionUID = 1L;

    static final List<Group> SETTINGS = List.of(
            new Group("who", List.of(Field.flag(Settings.SEATS_ENABLED), Field.text(Settings.SEATS_SUBDOMAIN),
                    Field.text(Settings.SEATS_GROUPS), Field.number(Settings.SEATS_PER_USER, "seats"),
                    Field.number(Settings.SEATS_TOTAL, "seats"))),
            new Group("kept", List.of(Field.number(Settings.SEATS_KEPT_MESSAGES, "messages"),
                    Field.number(Settings.SEATS_KEPT_KIB, "kib"), Field.number(Settings.SEATS_KEPT_DAYS, "days"),
                    Field.number(Settings.SEATS_RETURN_WAIT, "seconds"))),
            new Group("pace", List.of(Field.number(Settings.SEATS_JOINS_PER_SECOND, "per-second"))));

    private final transient PluginProperties properties;
    private final transient Seats seats;
    private final transient String domain;
    private final transient Supplier<Optional<String>> keeper;

    /**
     * @param domain of the server
     * @param keeper the host name of the other node of a cluster that keeps the seats, which may be empty; nothing if this one does
     */
    public RoomsPage(PluginProperties properties, Seats seats, String domain, Supplier<Optional<String>> keeper) {
        super("rooms");
        this.properties = properties;
        this.seats = seats;
        this.domain = domain;
        this.keeper = keeper;
    }

    @Override
    Object show(HttpServletRequest request) {
        return bean(request, SettingsForm.showing(properties.settings(), SETTINGS));
    }

    private RoomsBean bean(HttpServletRequest request, SettingsForm form) {
        Settings settings = properties.settings();
        List<SeatView> all = seats.all();
        return new RoomsBean(settings.get(Settings.SEATS_ENABLED), keeper.get(), settings.get(Settings.SEATS_SUBDOMAIN) + "." + domain,
                seats(all, text(request, "q"), pageNumber(request)), services(all), form);
    }

    private static Found<SeatRow> seats(List<SeatView> all, String search, int number) {
        String wanted = search.toLowerCase(Locale.ROOT);
        List<SeatRow> found = all.stream().filter(seat -> wanted.isEmpty() || seat.order().owner().toString().contains(wanted)
                        || seat.order().room().toString().contains(wanted))
                .sorted(Comparator.comparing((SeatView seat) -> seat.order().owner().toString())
                        .thenComparing(seat -> seat.order().room().toString())).map(SeatRow::new).toList();
        return Found.among(found, search, number);
    }

    private List<ServiceRow> services(List<SeatView> all) {
        Map<String, DeadServices.State> trouble = seats.deadServices().stream()
                .collect(Collectors.toMap(DeadServices.State::domain, Function.identity()));
        Map<String, Long> counts = new TreeMap<>(all.stream()
                .collect(Collectors.groupingBy(seat -> seat.order().room().getDomain(), Collectors.counting())));
        return counts.entrySet().stream()
                .map(count -> new ServiceRow(count.getKey(), count.getValue(), trouble.get(count.getKey()))).toList();
    }

    @Override
    Optional<Object> act(HttpServletRequest request) {
        switch (text(request, "action")) {
            case "settings" -> {
                return save(request);
            }
            case "drop" -> drop(request);
            default -> say(request, "error", "intermediateim.console.unknown-action");
        }
        return Optional.empty();
    }

    private Optional<Object> save(HttpServletRequest request) {
        SettingsForm form = SettingsForm.typed(request, SETTINGS);
        if (form.hasProblems()) {
            return Optional.of(bean(request, form));
        }
        List<String> changes = form.save(properties, properties.settings());
        if (!changes.isEmpty()) {
            audit(request, "Intermediate IM: changed settings of rooms", String.join("; ", changes));
        }
        say(request, "success", "intermediateim.console.saved");
        return Optional.empty();
    }

    private void drop(HttpServletRequest request) {
        String user = text(request, "user");
        String room = text(request, "room");
        if (dropped(user, room)) {
            audit(request, "Intermediate IM: dropped a seat", user + " in " + room);
            say(request, "success", "intermediateim.rooms.dropped");
        } else {
            say(request, "error", "intermediateim.rooms.gone");
        }
    }

    private boolean dropped(String user, String room) {
        try {
            return seats.drop(new JID(user), new JID(room));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

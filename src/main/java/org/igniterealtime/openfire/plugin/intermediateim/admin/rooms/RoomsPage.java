package org.igniterealtime.openfire.plugin.intermediateim.admin.rooms;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.servlet.http.HttpServletRequest;
import org.igniterealtime.openfire.plugin.intermediateim.admin.Confirmation;
import org.igniterealtime.openfire.plugin.intermediateim.admin.PageSettings;
import org.igniterealtime.openfire.plugin.intermediateim.admin.ResultPage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.Sentence;
import org.igniterealtime.openfire.plugin.intermediateim.admin.ServerChecks;
import org.igniterealtime.openfire.plugin.intermediateim.admin.SettingsPage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.rooms.RoomsContent.SeatRow;
import org.igniterealtime.openfire.plugin.intermediateim.admin.rooms.RoomsContent.ServiceRow;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatSettings;
import org.igniterealtime.openfire.plugin.intermediateim.seats.Seats;
import org.igniterealtime.openfire.plugin.intermediateim.seats.commands.SeatService;
import org.igniterealtime.openfire.plugin.intermediateim.seats.joining.UnresponsiveServices;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.xmpp.packet.JID;

/** Rooms: the seats that are kept in them, the services they are at, and the settings of both. */
public final class RoomsPage extends SettingsPage {

    private static final long serialVersionUID = 1L;

    /** How long a browser waits for the database. */
    private static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(5);

    private final transient PluginProperties properties;
    private final transient ServerChecks checks;
    private final transient Seats seats;
    private final transient String domain;
    private final transient Supplier<Optional<String>> keeper;

    /**
     * @param domain of the server
     * @param keeper the host name of the other node of a cluster that keeps the seats, which may be empty; nothing if
     *     this one does
     */
    public RoomsPage(
            PluginProperties properties,
            ServerChecks checks,
            Seats seats,
            String domain,
            Supplier<Optional<String>> keeper) {
        super(
                "rooms",
                PageSettings.in(properties)
                        .group(
                                "who",
                                SeatSettings.ENABLED,
                                SeatSettings.SUBDOMAIN,
                                SeatSettings.GROUPS,
                                SeatSettings.PER_USER,
                                SeatSettings.TOTAL)
                        .group(
                                "kept",
                                SeatSettings.KEPT_MESSAGES,
                                SeatSettings.KEPT_KIB,
                                SeatSettings.KEPT_DAYS,
                                SeatSettings.RETURN_WAIT)
                        .group("pace", SeatSettings.JOINS_PER_SECOND)
                        .check(SeatSettings.SUBDOMAIN, checks.freeSubdomain(SeatSettings.SUBDOMAIN))
                        .check(SeatSettings.GROUPS, checks.existingGroups()));
        this.properties = properties;
        this.checks = checks;
        this.seats = seats;
        this.domain = domain;
        this.keeper = keeper;
    }

    @Override
    public List<Sentence> troubles() {
        return checks.unregistered(SeatSettings.SUBDOMAIN);
    }

    private String address() {
        return properties.settings().get(SeatSettings.SUBDOMAIN) + "." + domain;
    }

    @Override
    public Object show(HttpServletRequest request) {
        Settings settings = properties.settings();
        List<SeatView> all = seats.all();
        return new RoomsContent(
                settings.get(SeatSettings.ENABLED),
                keeper.get().orElse(null),
                address(),
                seats(all, text(request, "q"), pageNumber(request)),
                services(all));
    }

    private static ResultPage<SeatRow> seats(List<SeatView> all, String search, int number) {
        String wanted = search.toLowerCase(Locale.ROOT);
        List<SeatView> found = all.stream()
                .filter(seat -> wanted.isEmpty()
                        || seat.config().owner().toString().contains(wanted)
                        || seat.config().room().toString().contains(wanted))
                .sorted(Comparator.comparing(
                                (SeatView seat) -> seat.config().owner().toString())
                        .thenComparing(seat -> seat.config().room().toString()))
                .toList();
        return ResultPage.among(found, search, number).map(SeatRow::of);
    }

    private List<ServiceRow> services(List<SeatView> all) {
        Map<String, UnresponsiveServices.State> trouble = seats.unresponsiveServices().stream()
                .collect(Collectors.toMap(UnresponsiveServices.State::domain, Function.identity()));
        Map<String, Long> counts = new TreeMap<>(all.stream()
                .collect(Collectors.groupingBy(seat -> seat.config().room().getDomain(), Collectors.counting())));
        return counts.entrySet().stream()
                .map(count -> ServiceRow.of(count.getKey(), count.getValue(), trouble.get(count.getKey())))
                .toList();
    }

    @Override
    protected Optional<Object> perform(HttpServletRequest request) {
        switch (text(request, "action")) {
            case "drop" -> {
                return drop(request);
            }
            default -> say(request, "error", "intermediateim.console.unknown-action");
        }
        return Optional.empty();
    }

    private Optional<Object> drop(HttpServletRequest request) {
        String user = text(request, "user");
        String room = text(request, "room");
        if (!Confirmation.isGiven(request)) {
            return Optional.of(new Confirmation(
                    name(),
                    "drop",
                    Map.of("user", user, "room", room),
                    new Sentence("intermediateim.rooms.drop.sure", user, room)));
        }
        SeatService.Answer answer = dropped(user, room);
        if (answer == SeatService.Answer.DROPPED) {
            audit(request, "dropped a seat", user + " in " + room);
            say(request, "success", "intermediateim.rooms.dropped");
        } else {
            say(
                    request,
                    "error",
                    answer == SeatService.Answer.NO_SEAT
                            ? "intermediateim.rooms.gone"
                            : "intermediateim.rooms.not-dropped");
        }
        return Optional.empty();
    }

    private SeatService.Answer dropped(String user, String room) {
        try {
            return seats.drop(new JID(user), new JID(room)).get(CLAIM_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (IllegalArgumentException e) {
            return SeatService.Answer.NO_SEAT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return SeatService.Answer.REFUSED;
        } catch (ExecutionException | TimeoutException e) {
            return SeatService.Answer.REFUSED; // it waits for the database, and is done when that is back
        }
    }
}

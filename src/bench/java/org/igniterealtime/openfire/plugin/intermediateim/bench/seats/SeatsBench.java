package org.igniterealtime.openfire.plugin.intermediateim.bench.seats;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.igniterealtime.openfire.plugin.intermediateim.bench.Pinger;
import org.igniterealtime.openfire.plugin.intermediateim.bench.Server;
import org.igniterealtime.openfire.plugin.intermediateim.bench.Spread;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Room;

/** Measures on one server what seats cost, beyond what rooms do for any occupant, and how they all come back. */
public final class SeatsBench {

    private static final Path TABLE = Path.of("target/bench/seats.md");

    private final EmbeddedOpenfire openfire;
    private final Size size;
    private final Scene scene;
    private final Table table;

    private SeatsBench(EmbeddedOpenfire openfire, Size size) {
        this.openfire = openfire;
        this.size = size;
        this.scene = new Scene(openfire, size);
        this.table = new Table(size);
    }

    public static void main(String[] arguments) throws Exception {
        Size size = Size.of(List.of(arguments));
        try (EmbeddedOpenfire openfire = EmbeddedOpenfire.withPlugin()
                .lasting()
                .logLevel("INFO")
                .heap("2g")
                .property("plugin.intermediateim.seats.per-user", String.valueOf(Math.max(20, size.seatsInRoom())))
                .property("plugin.intermediateim.seats.total", String.valueOf(Math.max(20_000, size.seats())))
                .property("xmpp.offline.type", "drop") // words of the plugin to users, none of whom is there
                .property(
                        "xmpp.socket.tcp-nodelay",
                        "true") // an answer must not wait until the one before is acknowledged
                .user("speaker")
                .user("pinger")
                .start()) {
            new SeatsBench(openfire, size).run();
        }
        System.exit(0); // threads of clients may still wait
    }

    private void run() throws Exception {
        try (RawClient client = login("speaker")) {
            scene.openRooms(client, "speaker");
            Speaker speaker = new Speaker(client);
            fill();
            messages(speaker);
            try (Pinger pinger = new Pinger(login("pinger"))) {
                Spread idle = idle(pinger);
                int all = scene.occupants();
                long start = System.nanoTime();
                Spread pings = pinger.during(() -> {
                    openfire.control().reloadPlugin(EmbeddedOpenfire.PLUGIN);
                    Scene.await(() -> scene.occupants() >= all);
                });
                table.back("reload of the plugin", seconds(start), pings, idle);
            }
        }
        restart();
        Files.createDirectories(TABLE.getParent());
        Files.writeString(TABLE, table.text());
        System.out.println(Files.readString(TABLE));
    }

    private RawClient login(String user) {
        return RawClient.login(openfire.clientPort(), user, EmbeddedOpenfire.PASSWORD, "bench");
    }

    private void fill() throws Exception {
        Server server = new Server(openfire);
        long empty = server.liveHeap();
        scene.fillWithSilence();
        long silent = server.liveHeap();
        scene.fillWithSeats();
        table.heap(silent - empty, server.liveHeap() - silent);
    }

    private void messages(Speaker speaker) throws Exception {
        for (int i = 0; i < size.warmUp(); i++) {
            speaker.speak(scene.silentRooms(), size.messages());
            speaker.speak(scene.seatRooms(), size.messages());
        }
        List<Double> silent = new ArrayList<>();
        List<Double> seats = new ArrayList<>();
        for (int i = 0; i < size.rounds(); i++) {
            silent.add(cpuMicros(speaker, scene.silentRooms()));
            seats.add(cpuMicros(speaker, scene.seatRooms()));
        }
        table.messages(silent, seats);
    }

    /** @return of the server, for each message and occupant */
    private double cpuMicros(Speaker speaker, List<Room> rooms) throws Exception {
        Server server = new Server(openfire);
        long before = server.cpuNanos();
        speaker.speak(rooms, size.messages());
        return (server.cpuNanos() - before) * 1e-3 / size.deliveries();
    }

    private void restart() throws Exception {
        long start = System.nanoTime();
        openfire.restart();
        try (Pinger pinger = new Pinger(login("pinger"))) {
            Spread pings = pinger.during(() -> Scene.await(() -> scene.occupants() >= size.seats()));
            double seconds = seconds(start);
            table.back("restart of the server", seconds, pings, idle(pinger));
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) * 1e-9;
    }

    private Spread idle(Pinger pinger) throws Exception {
        return pinger.during(() -> TimeUnit.SECONDS.sleep(size.idle()));
    }
}

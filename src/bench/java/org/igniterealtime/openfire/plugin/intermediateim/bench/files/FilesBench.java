package org.igniterealtime.openfire.plugin.intermediateim.bench.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.bench.Spread;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.Reservation;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FreePorts;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Links;

/**
 * Measures on one server how fast files for absent users are taken and brought, each beside what it is measured against
 * and in the same rounds.
 */
public final class FilesBench {

    private static final Path HOME = Path.of("target/bench").toAbsolutePath();
    private static final Path STORE = HOME.resolve("files");
    private static final int SECURE_PORT = FreePorts.next();
    private static final int LIMIT_MINUTES = 30;
    private static final int IDLE_MILLIS = 1000;

    private final EmbeddedOpenfire openfire;
    private final Size size;
    private final Table table;

    private FilesBench(EmbeddedOpenfire openfire, Size size) {
        this.openfire = openfire;
        this.size = size;
        this.table = new Table(size);
    }

    public static void main(String[] arguments) throws Exception {
        Size size = Size.of(List.of(arguments));
        new Timer("limit", true)
                .schedule(
                        new TimerTask() {
                            @Override
                            public void run() {
                                System.err.println("Time is up.");
                                System.exit(1); // what was started ends with us
                            }
                        },
                        TimeUnit.MINUTES.toMillis(LIMIT_MINUTES));
        clear(STORE);
        Files.createDirectories(STORE);
        try (EmbeddedOpenfire openfire = server()) {
            Runtime.getRuntime().addShutdownHook(new Thread(openfire::close));
            new FilesBench(openfire.start(), size).run();
        }
        clear(STORE);
        System.exit(0); // threads of clients may still wait
    }

    private static EmbeddedOpenfire server() {
        EmbeddedOpenfire openfire = EmbeddedOpenfire.withPlugin()
                .logLevel("INFO")
                .heap("1g")
                .property("plugin.intermediateim.files.directory", STORE.toString())
                .property("plugin.intermediateim.files.free-mib", "0")
                .property("plugin.intermediateim.links.behind-tls-proxy", "true") // for what is downloaded without TLS
                .property("httpbind.port.secure", String.valueOf(SECURE_PORT))
                .property("plugin.intermediateim.files.sender-files-at-once", "1000")
                .property("plugin.intermediateim.socks5.failures-in-a-row", "0")
                .property("plugin.intermediateim.socks5.connections-per-second", "0")
                .property("xmpp.socket.tcp-nodelay", "true"); // an answer must not wait for the one before
        for (String limit : List.of("file-mib", "inbox-mib", "sender-mib-per-day", "total-mib")) {
            openfire.property("plugin.intermediateim.files." + limit, "1000000");
        }
        for (String limit :
                List.of("streams-per-user", "streams-per-address", "waiting-per-address", "streams-total")) {
            openfire.property("plugin.intermediateim.socks5." + limit, "1000000");
        }
        for (String user : List.of("romeo", "juliet", "benvolio", "rosaline", "mercutio")) {
            openfire.user(user);
        }
        return openfire;
    }

    private static void clear(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void run() throws Exception {
        if (size.mib() > 0) {
            bySocks5();
        }
        if (size.linkMib() > 0) {
            byLink();
        }
        if (size.inBandMib() > 0) {
            inBand();
        }
        if (size.atOnce() > 0) {
            atOnce();
        }
        Files.writeString(HOME.resolve("files.md"), table.text());
        System.out.println(Files.readString(HOME.resolve("files.md")));
    }

    private void bySocks5() throws Exception {
        long bytes = size.mib() * Size.MIB;
        Disk disk = new Disk(STORE);
        List<Double> relayed = new ArrayList<>();
        List<Double> sent = new ArrayList<>();
        List<Double> taken = new ArrayList<>();
        List<Double> written = new ArrayList<>();
        List<Double> hashed = new ArrayList<>();
        List<Double> read = new ArrayList<>();
        try (Socks5Files files = new Socks5Files(openfire, "romeo", "juliet")) {
            for (int round = -size.warmUp(); round < size.rounds(); round++) {
                if (round == 0) {
                    Stream.of(relayed, sent, taken, written, hashed, read).forEach(List::clear);
                }
                hashed.add(rate(bytes, disk.writeAndHash(bytes)));
                written.add(rate(bytes, disk.write(bytes)));
                read.add(rate(bytes, disk.read()));
                sent.add(rate(bytes, files.send(bytes)));
                relayed.add(rate(bytes, files.relay(bytes)));
                taken.add(rate(bytes, files.take()));
            }
        }
        table.rates("received by SOCKS5", sent, beside("the proxy's relay", relayed, "disk", written));
        table.goal(sent, 0.8, List.of(relayed, written));
        table.ratio("disk and SHA-256 by one thread", sent, hashed);
        table.rates("sent by SOCKS5", taken, beside("the proxy's relay", relayed, "disk", read));
        table.goal(taken, 0.8, List.of(relayed, read));
    }

    /** Beside Jetty's own static file, on the same ports of the same server. */
    private void byLink() throws Exception {
        long bytes = size.linkMib() * Size.MIB;
        WebDownloads web = new WebDownloads(openfire, SECURE_PORT);
        String ofJetty = web.serve(HOME.resolve("static"), bytes);
        String link;
        try (Socks5Files files = new Socks5Files(openfire, "romeo", "mercutio")) {
            files.send(bytes);
            link = Links.toLast(openfire.control(), "mercutio");
        }
        for (boolean overTls : List.of(true, false)) {
            List<Double> downloaded = new ArrayList<>();
            List<Double> served = new ArrayList<>();
            for (int round = -size.warmUp(); round < size.rounds(); round++) {
                if (round == 0) {
                    Stream.of(downloaded, served).forEach(List::clear);
                }
                downloaded.add(rate(bytes, web.get(link, overTls, bytes)));
                served.add(rate(bytes, web.get(ofJetty, overTls, bytes)));
            }
            table.rates(
                    "downloaded by a link " + (overTls ? "over TLS" : "without TLS"),
                    downloaded,
                    Map.of("Jetty's static file", served));
            table.goal(downloaded, 0.9, List.of(served));
        }
    }

    private static Map<String, List<Double>> beside(
            String one, List<Double> rates, String other, List<Double> otherRates) {
        Map<String, List<Double>> both = new LinkedHashMap<>();
        both.put(one, rates);
        both.put(other, otherRates);
        return both;
    }

    private static double rate(long bytes, double seconds) {
        return bytes / seconds * 1e-6;
    }

    private void inBand() throws Exception {
        int bytes = (int) (size.inBandMib() * Size.MIB);
        List<Double> sent = new ArrayList<>();
        List<Double> taken = new ArrayList<>();
        List<Double> passedBySender = new ArrayList<>();
        List<Double> passedToReceiver = new ArrayList<>();
        List<Double> senderIdle = new ArrayList<>();
        List<Double> receiverIdle = new ArrayList<>();
        List<Double> senderPassing = new ArrayList<>();
        List<Double> receiverPassing = new ArrayList<>();
        List<Double> sending = new ArrayList<>();
        List<Double> taking = new ArrayList<>();
        List<List<Double>> all = List.of(
                sent,
                taken,
                passedBySender,
                passedToReceiver,
                senderIdle,
                receiverIdle,
                senderPassing,
                receiverPassing,
                sending,
                taking);
        try (SmackFiles files = new SmackFiles(openfire, "benvolio", "rosaline", bytes, size.blockBytes())) {
            RoundTrips sender = new RoundTrips(files.senderConnection(), size.pingMillis());
            RoundTrips receiver = new RoundTrips(files.receiverConnection(), size.pingMillis());
            for (int round = -size.warmUp(); round < size.rounds(); round++) {
                if (round == 0) {
                    all.forEach(List::clear);
                }
                SmackFiles.Times passed = files.pass();
                passedBySender.add(rate(bytes, passed.sender()));
                passedToReceiver.add(rate(bytes, passed.receiver()));
                sent.add(rate(bytes, files.send()));
                taken.add(rate(bytes, files.take()));

                senderIdle.addAll(sender.during(() -> TimeUnit.MILLISECONDS.sleep(IDLE_MILLIS)));
                senderPassing.addAll(sender.during(files::pass));
                sending.addAll(sender.during(files::send));
                files.take();
                receiverIdle.addAll(receiver.during(() -> TimeUnit.MILLISECONDS.sleep(IDLE_MILLIS)));
                receiverPassing.addAll(receiver.during(files::pass));
                files.send();
                taking.addAll(receiver.during(files::take));
            }
        }
        table.rates("received in-band", sent, Map.of("Smack to Smack", passedBySender));
        table.goal(sent, 0.9, List.of(passedBySender));
        table.rates("sent in-band", taken, Map.of("Smack to Smack", passedToReceiver));
        table.goal(taken, 0.9, List.of(passedToReceiver));
        table.roundTrips("sends", Spread.of(senderIdle), Spread.of(senderPassing), Spread.of(sending));
        table.roundTrips("receives", Spread.of(receiverIdle), Spread.of(receiverPassing), Spread.of(taking));
    }

    private void atOnce() throws Exception {
        try (Crowd crowd = new Crowd(openfire, size.atOnce())) {
            crowd.send(Size.MIB, Size.MIB / 4); // the first time classes are loaded and threads are started
            Crowd.Outcome outcome = crowd.send(size.atOnceMib() * Size.MIB, size.atOnceInBandMib() * Size.MIB);
            table.atOnce(outcome, size.atOnce(), Reservation.WINDOW_BYTES);
        }
    }
}

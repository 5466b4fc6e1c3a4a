package org.igniterealtime.openfire.plugin.intermediateim.files;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.AcceptedSenders;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.Admission;
import org.igniterealtime.openfire.plugin.intermediateim.files.scan.ScanPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.files.scan.ScannerAddress;
import org.igniterealtime.openfire.plugin.intermediateim.files.scan.WhenDown;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.Limits;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.TypePolicy;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Setting;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.settings.SettingsArea;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Unit;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.Network;

/** What can be set about files that are stored for users. */
public final class FileSettings {

    public static final SettingsArea AREA = SettingsArea.ofFeature("files");

    private static final Unit FILES = new Unit("files");
    private static final String DEFAULT_DIRECTORY = "intermediateim/files";
    private static final long MIB = 1024 * 1024;
    private static final long MAX_MIB = 1L << 30;
    /** clamd takes no file of 4 GiB. */
    private static final long MAX_SCANNER_MIB = 4095;

    /** Whether files are taken for users. */
    public static final Setting<Boolean> ENABLED = AREA.enabled();

    /** First part of the address of drop boxes, {@code <label>.<server's domain>}. */
    public static final Setting<String> SUBDOMAIN = AREA.subdomain("subdomain", "files");

    /** From whom files are taken for a user. */
    public static final Setting<AcceptedSenders> SENDERS = AREA.choice("senders", AcceptedSenders.LOCAL_AND_CONTACTS);

    /**
     * Whether files are taken in the place of clients that are online and can't take them: at once for those that have
     * proved it, else after their answer.
     */
    public static final Setting<Boolean> TAKE_FOR_CLIENTS = AREA.flag("take-for-clients", true);

    /**
     * Whether files behind links of this server are offered to clients that take files and make nothing of links.
     */
    public static final Setting<Boolean> OFFER_LINKS = AREA.flag("offer-links", false);

    /** Whether senders are told that a file was delivered or declined, if they see the user's presence. */
    public static final Setting<Boolean> RECEIPTS = AREA.flag("receipts", true);

    /** Groups whose members have each other's drop boxes in their rosters. */
    public static final Setting<List<String>> ROSTER_GROUPS = AREA.list("roster-groups");

    /** Where files are stored, absolute or below the server's home; empty for the directory that is used by default. */
    public static final Setting<String> DIRECTORY = AREA.text("directory", "");

    /** MiB of one file. */
    public static final Setting<Long> FILE_MIB = AREA.number("file-mib", 100, 1, MAX_MIB, Unit.MIB);

    /** MiB of all files that wait for a user. */
    public static final Setting<Long> INBOX_MIB = AREA.number("inbox-mib", 500, 1, MAX_MIB, Unit.MIB);

    /** Files that wait for a user. */
    public static final Setting<Long> INBOX_FILES = AREA.number("inbox-files", 1000, 1, 1_000_000, FILES);

    /** MiB that arrive from a sender on a day. */
    public static final Setting<Long> SENDER_MIB = AREA.number("sender-mib-per-day", 500, 1, MAX_MIB, Unit.MIB);

    /** Files that a sender may be sending at once. */
    public static final Setting<Long> SENDER_FILES = AREA.number("sender-files-at-once", 5, 1, 1000, FILES);

    /** MiB of all files. */
    public static final Setting<Long> TOTAL_MIB = AREA.number("total-mib", 10_240, 1, MAX_MIB, Unit.MIB);

    /** MiB that stay free on the disk. */
    public static final Setting<Long> FREE_MIB = AREA.number("free-mib", 1024, 0, MAX_MIB, Unit.MIB);

    /** How many days a file waits. */
    public static final Setting<Long> RETENTION_DAYS = AREA.number("retention-days", 30, 1, 3650, Unit.DAYS);

    /** Of all in-band bytestreams of a user, in both directions; 0: no limit. */
    public static final Setting<Long> IN_BAND_RATE =
            AREA.number("in-band-rate-per-user", 0, 0, MAX_MIB, Unit.KIB_PER_SECOND);

    /** Whether senders' own streamhosts are connected to. */
    public static final Setting<Boolean> DIRECT = AREA.flag("direct-streamhosts", false);

    /** Private networks in which they may be, in CIDR notation. */
    public static final Setting<Set<String>> DIRECT_NETWORKS = AREA.words(
            "direct-networks", Set.of(), text -> Network.read(text).isPresent(), "intermediateim.problem.networks");

    /** Media types that are taken; empty for all. */
    public static final Setting<Set<String>> ALLOWED_TYPES = AREA.words(
            "allowed-types", TypePolicy.ALL.allowed(), TypePolicy::isMediaType, "intermediateim.problem.allowed-types");

    /** Media types and extensions of names that are not taken. */
    public static final Setting<Set<String>> REFUSED_TYPES = AREA.words(
            "refused-types",
            TypePolicy.ALL.refused(),
            entry -> TypePolicy.isMediaType(entry) || TypePolicy.isExtension(entry),
            "intermediateim.problem.refused-types");

    /** Where clamd listens; empty if files are not scanned. */
    public static final Setting<String> SCANNER =
            AREA.text("scanner", ScannerAddress::isValid, "intermediateim.problem.scanner");

    /** MiB of a file that the scanner is given at most. */
    public static final Setting<Long> SCANNER_MIB = AREA.number("scanner-mib", 25, 1, MAX_SCANNER_MIB, Unit.MIB);

    /** What becomes of files that are larger. */
    public static final Setting<Admission> SCANNER_LARGER = AREA.choice("scanner-larger", Admission.REFUSE);

    /** What becomes of files while the scanner does not answer. */
    public static final Setting<WhenDown> SCANNER_DOWN = AREA.choice("scanner-down", WhenDown.HOLD);

    private FileSettings() {}

    /** @return what is scanned */
    public static ScanPolicy scanning(Settings settings) {
        return new ScanPolicy(
                Optional.of(settings.get(SCANNER))
                        .filter(address -> !address.isEmpty())
                        .map(ScannerAddress::read),
                settings.get(SCANNER_MIB) * MIB,
                settings.get(SCANNER_DOWN),
                settings.get(SCANNER_LARGER));
    }

    /** @return where files are stored, given the server's home */
    public static Path directory(Settings settings, Path home) {
        String set = settings.get(DIRECTORY);
        return home.resolve(set.isEmpty() ? DEFAULT_DIRECTORY : set).normalize();
    }

    /** @return bytes per second that the in-band bytestreams of a user may carry; 0 for no limit */
    public static long inBandRate(Settings settings) {
        return settings.get(IN_BAND_RATE) * 1024;
    }

    /**
     * @return private networks in which streamhosts may be connected to; empty if none is to be connected to anywhere
     */
    public static Optional<List<Network>> directNetworks(Settings settings) {
        return settings.get(DIRECT)
                ? Optional.of(settings.get(DIRECT_NETWORKS).stream()
                        .map(Network::read)
                        .flatMap(Optional::stream)
                        .toList())
                : Optional.empty();
    }

    /** @return how much is taken */
    public static Limits limits(Settings settings) {
        return new Limits(
                settings.get(FILE_MIB) * MIB,
                settings.get(INBOX_MIB) * MIB,
                settings.get(INBOX_FILES).intValue(),
                settings.get(SENDER_MIB) * MIB,
                settings.get(SENDER_FILES).intValue(),
                settings.get(TOTAL_MIB) * MIB,
                settings.get(FREE_MIB) * MIB,
                Limits.DEFAULTS.silence(),
                Duration.ofDays(settings.get(RETENTION_DAYS)));
    }

    /** @return which types of files are taken */
    public static TypePolicy types(Settings settings) {
        return new TypePolicy(settings.get(ALLOWED_TYPES), settings.get(REFUSED_TYPES));
    }
}

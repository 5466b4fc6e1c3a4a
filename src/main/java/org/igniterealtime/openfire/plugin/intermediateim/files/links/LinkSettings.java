package org.igniterealtime.openfire.plugin.intermediateim.files.links;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Setting;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.settings.SettingsArea;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Unit;

/** What can be set about links to files. */
public final class LinkSettings {

    public static final SettingsArea AREA = SettingsArea.of("links");

    private static final Unit DOWNLOAD_COUNT = new Unit("downloads");
    private static final int HTTPS_PORT = 443;

    /** Whether files can be downloaded by links. */
    public static final Setting<Boolean> ENABLED = AREA.flag("enabled", true);

    /** What links begin with; empty for the server's own name and port. */
    public static final Setting<String> BASE_URL =
            AREA.text("base-url", LinkSettings::isHttpsUrl, "intermediateim.problem.https-url");

    /** Whether all requests come through a proxy that ends TLS and says so in {@code X-Forwarded-Proto}. */
    public static final Setting<Boolean> BEHIND_TLS_PROXY = AREA.flag("behind-tls-proxy", false);

    /** How long a file can be downloaded after somebody first got the whole of it; 0 for as long as it is stored. */
    public static final Setting<Long> EXPIRY_HOURS = AREA.number("expiry-hours", 0, 0, 87_600, Unit.HOURS);

    /** Of all clients at once. */
    public static final Setting<Long> DOWNLOADS = AREA.number("downloads", 200, 1, 10_000, DOWNLOAD_COUNT);

    /** Of one address at once. */
    public static final Setting<Long> DOWNLOADS_PER_ADDRESS =
            AREA.number("downloads-per-address", 20, 1, 10_000, DOWNLOAD_COUNT);

    private LinkSettings() {}

    private static boolean isHttpsUrl(String text) {
        try {
            URI uri = new URI(text);
            return "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /**
     * Tells what links begin with.
     *
     * @param isRunning  whether the public web server runs
     * @param securePort on which it is reached over TLS; empty for none
     * @param host       the server's name
     * @return empty while nothing can be downloaded
     */
    public static Optional<String> base(
            Settings settings, boolean isRunning, Optional<Integer> securePort, String host) {
        boolean isReachable = isRunning && (securePort.isPresent() || settings.get(BEHIND_TLS_PROXY));
        if (!settings.get(ENABLED) || !isReachable) {
            return Optional.empty();
        }
        return Optional.of(settings.get(BASE_URL).replaceAll("/+$", ""))
                .filter(base -> !base.isEmpty())
                .or(() -> securePort.map(
                        port -> "https://" + IDN.toASCII(host) + (port == HTTPS_PORT ? "" : ":" + port)));
    }

    /** @return what holds for requests, while files are on */
    public static LinkPolicy policy(Settings settings) {
        return new LinkPolicy(
                settings.get(ENABLED),
                settings.get(BEHIND_TLS_PROXY),
                Optional.of(settings.get(EXPIRY_HOURS))
                        .filter(hours -> hours > 0)
                        .map(Duration::ofHours));
    }
}

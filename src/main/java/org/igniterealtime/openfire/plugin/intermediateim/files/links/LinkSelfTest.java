package org.igniterealtime.openfire.plugin.intermediateim.files.links;

import java.io.IOException;
import java.net.URI;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries whether links lead to this plugin, as a client would find it. It blocks for some seconds at most. */
public final class LinkSelfTest {

    private static final Logger Log = LoggerFactory.getLogger(LinkSelfTest.class);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int NOT_FOUND = 404;

    /** What came of it. */
    public enum Verdict {
        WORKS,
        /** Links are off, or the web server does not run or has no port for TLS. */
        OFF,
        UNREACHABLE,
        /** The certificate was made by nobody whom this server's Java knows. */
        UNTRUSTED,
        /** The certificate is for other names. */
        WRONG_HOST,
        EXPIRED,
        /** TLS fails in another way. */
        NO_TLS,
        /** Another server answers, or another program of this one. */
        NOT_OURS
    }

    /**
     * What came of it.
     *
     * @param url    that was tried; empty if none
     * @param detail what went wrong, as the system says it; empty if nothing, or if it does not say
     */
    public record Finding(Verdict verdict, String url, String detail) {}

    private final Supplier<Optional<String>> base;

    /** @param base what links begin with; empty while nothing can be downloaded */
    public LinkSelfTest(Supplier<Optional<String>> base) {
        this.base = base;
    }

    public Finding run() {
        return base.get().map(LinkSelfTest::attempt).orElse(new Finding(Verdict.OFF, "", ""));
    }

    private static Finding attempt(String base) {
        String url = base + FileLinks.PATH + "/";
        try {
            return new Finding(request(url) ? Verdict.WORKS : Verdict.NOT_OURS, url, "");
        } catch (IOException | RuntimeException e) {
            Log.warn("The self-test of links found a failure: {}", url, e);
            return new Finding(verdict(e), url, String.valueOf(e.getMessage()));
        }
    }

    /** @return whether the answer is that of this plugin to a link that leads nowhere */
    private static boolean request(String url) throws IOException {
        HttpsURLConnection connection =
                (HttpsURLConnection) URI.create(url).toURL().openConnection();
        connection.setConnectTimeout((int) PATIENCE.toMillis());
        connection.setReadTimeout((int) PATIENCE.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Connection", "close");
        try {
            return connection.getResponseCode() == NOT_FOUND
                    && LinkResponder.CONTENT_SECURITY_POLICY.equals(
                            connection.getHeaderField("Content-Security-Policy"));
        } finally {
            connection.disconnect();
        }
    }

    private static Verdict verdict(Exception failure) {
        if (!(failure instanceof SSLException)) {
            return Verdict.UNREACHABLE;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
                return Verdict.EXPIRED;
            }
        }
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("path building") || message.contains("trust anchor") || message.contains("self-signed")) {
            return Verdict.UNTRUSTED;
        }
        boolean isOtherName = message.contains("no name matching") || message.contains("no subject alternative");
        return isOtherName ? Verdict.WRONG_HOST : Verdict.NO_TLS;
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.files.uploads;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileName;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.TypePolicy;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Payloads;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * The slots that components of this server have given to its users (XEP-0363 §4), as they pass by: what a URL stands
 * for is known by them alone. Bounded; what is forgotten is a link like any other. Any thread.
 */
public final class UploadSlots {

    public static final String NAMESPACE = "urn:xmpp:http:upload:0";

    static final Duration TIME_TO_ANSWER = Duration.ofMinutes(1);
    static final Duration MEMORY = Duration.ofDays(1);
    static final int MAX_REQUESTS = 1000;
    static final int MAX_SLOTS = 10_000;

    private static final int MAX_URL = 2000;
    private static final String UNKNOWN_TYPE = "application/octet-stream";
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final Predicate<JID> isComponent;
    private final Clock clock;
    private final Map<Request, Requested> requests = bounded(MAX_REQUESTS); // guarded by this, as are slots
    private final Map<String, Slot> slots = bounded(MAX_SLOTS);

    private record Request(JID client, JID component, String id) {}

    private record Requested(FileName name, long size, String mediaType, Instant time) {}

    private record Slot(UploadedFile file, Instant time) {}

    /** @param isComponent whether a component of this server is at an address. Does not block */
    public UploadSlots(Predicate<JID> isComponent, Clock clock) {
        this.isComponent = isComponent;
        this.clock = clock;
    }

    private static <K, V> Map<K, V> bounded(int most) {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /** A client of this server asks for something. */
    public void requested(IQ iq) {
        Element request = Payloads.first(iq.getElement(), NAMESPACE);
        JID component = iq.getTo();
        if (iq.getType() != IQ.Type.get
                || iq.getID() == null
                || request == null
                || !request.getName().equals("request")
                || component == null
                || !isComponent.test(component)) {
            return;
        }
        String name = request.attributeValue("filename");
        long size = number(request.attributeValue("size"));
        if (name != null && size > 0) {
            Requested requested = new Requested(
                    FileName.of(name), size, mediaType(request.attributeValue("content-type")), clock.instant());
            synchronized (this) {
                requests.put(new Request(iq.getFrom(), component, iq.getID()), requested);
            }
        }
    }

    private static long number(String text) {
        try {
            return text == null ? -1 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static String mediaType(String text) {
        return Optional.ofNullable(text)
                .map(type -> type.split(";", 2)[0].strip())
                .filter(TypePolicy::isMediaType)
                .filter(type -> !type.endsWith("*"))
                .orElse(UNKNOWN_TYPE);
    }

    /** Something is answered, not by a client of this server. */
    public void answered(IQ iq) {
        JID component = iq.getFrom();
        if (!iq.isResponse() || component == null || iq.getTo() == null || !isComponent.test(component)) {
            return;
        }
        Requested requested;
        synchronized (this) {
            requested = requests.remove(new Request(iq.getTo(), component, String.valueOf(iq.getID())));
        }
        Instant now = clock.instant();
        if (requested != null && now.isBefore(requested.time().plus(TIME_TO_ANSWER))) {
            download(iq).ifPresent(url -> {
                UploadedFile file = new UploadedFile(url, requested.name(), requested.size(), requested.mediaType());
                synchronized (this) {
                    slots.put(url.toString(), new Slot(file, now));
                }
            });
        }
    }

    private static Optional<URI> download(IQ answer) {
        Element slot = answer.getType() == IQ.Type.result ? answer.getChildElement() : null;
        if (slot == null
                || !slot.getName().equals("slot")
                || !slot.getNamespaceURI().equals(NAMESPACE)) {
            return Optional.empty();
        }
        return Optional.ofNullable(slot.element("get"))
                .map(get -> get.attributeValue("url"))
                .filter(url -> url.length() <= MAX_URL)
                .flatMap(UploadSlots::uri);
    }

    private static Optional<URI> uri(String url) {
        try {
            URI uri = new URI(url);
            boolean isPlain = SCHEMES.contains(String.valueOf(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null;
            return Optional.of(uri).filter(plain -> isPlain);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** @return the file behind a URL, which has to be exactly what was given out */
    public synchronized Optional<UploadedFile> at(String url) {
        return Optional.ofNullable(slots.get(url))
                .filter(slot -> clock.instant().isBefore(slot.time().plus(MEMORY)))
                .map(Slot::file);
    }

    public synchronized void forgetAll() {
        requests.clear();
        slots.clear();
    }
}

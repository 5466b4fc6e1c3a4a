package org.igniterealtime.openfire.plugin.intermediateim.standin.conversion;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.Rendering;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/**
 * Converts a message once for all recipients of the same kind. A room sends each of its occupants the same message, as
 * one object or as a copy, so messages are recognized by their texts, never by an id that a client has chosen.
 * Thread-safe.
 *
 * <p>What was converted is kept for {@link #LIFETIME}, and no more than {@value #MAX_ENTRIES} results of
 * {@value #MAX_CHARACTERS} characters in all.
 */
public final class ConversionCache {

    static final Duration LIFETIME = Duration.ofSeconds(30);
    static final int MAX_ENTRIES = 256;
    static final int MAX_CHARACTERS = 2_000_000;

    /** What came of a request; it is not kept longer than {@code end}. */
    private record Entry(Optional<TextChange> change, int characters, long end) {}

    private final MessageConverter converter;
    private final LongSupplier nanoTime;
    private final Map<TextRequest, Entry> entries = new LinkedHashMap<>(); // oldest first; guarded by this
    private long characters; // guarded by this
    private int clearings; // guarded by this
    private final LongAdder conversions = new LongAdder();

    public ConversionCache(MessageConverter converter) {
        this(converter, System::nanoTime);
    }

    ConversionCache(MessageConverter converter, LongSupplier nanoTime) {
        this.converter = converter;
        this.nanoTime = nanoTime;
    }

    /** As {@link MessageConverter#convert}. */
    public Optional<Conversion> convert(
            Message message, Function<JID, Rendering> senders, Rendering recipient, ConversionPolicy policy) {
        return TextRequest.of(FormattedMessages.written(message.getElement()), senders, recipient, policy)
                .flatMap(this::change)
                .map(change -> MessageConverter.apply(change, message));
    }

    /** Two threads may convert the same at the same time; none waits for the other. */
    private Optional<TextChange> change(TextRequest request) {
        long now = nanoTime.getAsLong();
        int before;
        synchronized (this) {
            before = clearings;
            Entry entry = entries.get(request);
            if (entry != null && now - entry.end() < 0) {
                return entry.change();
            }
        }
        Optional<TextChange> change = converter.change(request);
        conversions.increment();
        int size = request.characters() + change.map(TextChange::characters).orElse(0);
        Entry entry = new Entry(change, size, now + LIFETIME.toNanos());
        synchronized (this) {
            if (before == clearings) { // otherwise it may have been made as it would not be made now
                keep(request.detached(), entry, now);
            }
        }
        return change;
    }

    private void keep(TextRequest request, Entry entry, long now) {
        Entry known = entries.remove(request);
        entries.put(request, entry);
        characters += entry.characters() - (known == null ? 0 : known.characters());
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            Entry old = oldest.next();
            if (entries.size() <= MAX_ENTRIES && characters <= MAX_CHARACTERS && now - old.end() < 0) {
                return;
            }
            oldest.remove();
            characters -= old.characters();
        }
    }

    /** @return how many conversions were made or tried: of all others the results were known */
    public long conversions() {
        return conversions.sum();
    }

    /** Forgets everything, also what is being converted: from now on the sanitizer may allow something else. */
    public synchronized void clear() {
        clearings++;
        entries.clear();
        characters = 0;
    }

    synchronized int size() {
        return entries.size();
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.openfire.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.LocalizedTexts;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.LiveStreams;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Feature;
import org.jivesoftware.openfire.stats.Statistic;
import org.jivesoftware.openfire.stats.StatisticsManager;

/**
 * The proxy's counters among Openfire's statistics, where other plugins draw them: streams now, and what is counted, as
 * rates.
 */
public final class ProxyStatistics implements AutoCloseable {

    private static final String GROUP = "intermediateim.";

    private final StatisticsManager statistics;
    private final LocalizedTexts texts;
    private final List<String> keys = new ArrayList<>();

    /** @param texts i18n key to sentence */
    public ProxyStatistics(StatisticsManager statistics, LocalizedTexts texts) {
        this.statistics = statistics;
        this.texts = texts;
    }

    public void open(Feature proxy, LiveStreams live) {
        add(
                proxy.name() + ".live",
                "intermediateim.bytestreams.live.title",
                Statistic.Type.count,
                () -> live.live().size());
        for (String counter : proxy.counters().snapshot().keySet()) {
            String text = "intermediateim.feature." + proxy.name() + ".counter." + counter;
            add(
                    proxy.name() + "." + counter,
                    text,
                    Statistic.Type.rate,
                    new Growth(() -> proxy.counters().snapshot().get(counter)));
        }
    }

    private void add(String name, String text, Statistic.Type type, DoubleSupplier sample) {
        keys.add(GROUP + name);
        statistics.addStatistic(GROUP + name, new Sampled(texts.text(text), type, sample));
    }

    @Override
    public void close() {
        keys.forEach(statistics::removeStatistic);
        keys.clear();
    }

    /** How much a count has grown since it was asked the last time: what Openfire wants of a rate. */
    private static final class Growth implements DoubleSupplier {

        private final DoubleSupplier count;
        private double last;

        Growth(DoubleSupplier count) {
            this.count = count;
            this.last = count.getAsDouble();
        }

        @Override
        public synchronized double getAsDouble() {
            double now = count.getAsDouble();
            double growth = now - last;
            last = now;
            return growth;
        }
    }

    /** A statistic that Openfire samples. */
    private record Sampled(String text, Statistic.Type type, DoubleSupplier value) implements Statistic {

        @Override
        public String getName() {
            return text;
        }

        @Override
        public Type getStatType() {
            return type;
        }

        @Override
        public String getDescription() {
            return text;
        }

        @Override
        public String getUnits() {
            return "";
        }

        @Override
        public double sample() {
            return value.getAsDouble();
        }

        @Override
        public boolean isPartialSample() {
            return type == Type.rate;
        }
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.standin.ConversionStatistics.Row;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.ConversionKind;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FakeClock;
import org.junit.jupiter.api.Test;

class ConversionStatisticsTest {

    private static final ConversionKind KIND = ConversionKind.STYLING_TO_XHTML;

    private final FakeClock clock = new FakeClock();
    private final ConversionStatistics statistics = new ConversionStatistics(clock);

    @Test
    void countsByKindAndSoftware() {
        statistics.add(KIND, "Gajim", "Pidgin");
        statistics.add(KIND, "Gajim", "Pidgin");
        statistics.add(ConversionKind.XHTML_TO_STYLING, "Pidgin", "Gajim");
        assertEquals(
                List.of(
                        new Row(KIND, "Gajim", "Pidgin", 2, 2),
                        new Row(ConversionKind.XHTML_TO_STYLING, "Pidgin", "Gajim", 1, 1)),
                statistics.rows());
    }

    @Test
    void beginsEachDayWithNothing() {
        statistics.add(KIND, "Gajim", "Pidgin");
        clock.pass(Duration.ofDays(1));
        assertEquals(List.of(new Row(KIND, "Gajim", "Pidgin", 0, 1)), statistics.rows());
        statistics.add(KIND, "Gajim", "Pidgin");
        assertEquals(List.of(new Row(KIND, "Gajim", "Pidgin", 1, 2)), statistics.rows());
    }

    @Test
    void isBoundedWhateverClientsAnnounce() {
        for (int i = 0; i < 2 * ConversionStatistics.MOST; i++) {
            statistics.add(KIND, "x".repeat(1000) + i, "client " + i);
        }
        assertEquals(ConversionStatistics.MOST + 1, statistics.rows().size());
        assertEquals(
                new Row(KIND, "", "", ConversionStatistics.MOST, ConversionStatistics.MOST),
                statistics.rows().get(0));
        assertEquals(100, statistics.rows().get(1).writer().length());
    }
}

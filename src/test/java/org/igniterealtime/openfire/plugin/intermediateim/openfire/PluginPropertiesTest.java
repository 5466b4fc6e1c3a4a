package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Setting;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.settings.SettingsArea;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Unit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PluginPropertiesTest {

    private final SettingsArea lamps = SettingsArea.ofFeature("lamps");
    private final Setting<Long> watts = lamps.number("watts", 60, 1, 100, Unit.NONE);
    private final Setting<List<String>> rooms = lamps.list("rooms");
    private final SettingsArea proxy = SettingsArea.ofFeature("proxy");
    private final Setting<Long> keys = proxy.number("keys", 2, 1, 9, Unit.NONE);

    private final Table table = new Table();
    private final PluginProperties properties = new PluginProperties(table);
    private final List<Settings> toldOfLamps = new ArrayList<>();
    private final List<Settings> toldOfDoors = new ArrayList<>();
    private final List<Settings> toldOfBoth = new ArrayList<>();

    PluginPropertiesTest() {
        properties.add(lamps);
        properties.add(proxy);
        properties.follow(lamps, toldOfLamps::add);
        properties.follow(proxy, toldOfDoors::add);
        properties.follow(List.of(lamps, proxy), toldOfBoth::add);
        List.of(toldOfLamps, toldOfDoors, toldOfBoth).forEach(told -> {
            assertEquals(1, told.size(), "who begins to follow is told how it is");
            told.clear();
        });
    }

    /**
     * Openfire's table of properties, as far as the plugin sees it: who listens is told at once, by the same thread.
     */
    private final class Table implements PropertyTable {

        private final Map<String, String> texts = new TreeMap<>();
        private Runnable afterEach = () -> {};

        @Override
        public String get(String name) {
            return texts.get(name);
        }

        @Override
        public void set(String name, String text) {
            texts.put(name, text);
            properties.propertySet(name, Map.of("value", text));
            afterEach.run();
        }

        @Override
        public void delete(String name) {
            texts.remove(name);
            properties.propertyDeleted(name, Map.of());
        }

        @Override
        public List<String> names() {
            return List.copyOf(texts.keySet());
        }
    }

    private Settings now() {
        return properties.settings();
    }

    @Nested
    class APageThatSaves {

        @Test
        void isOneChangeWhateverItSets() {
            properties.save(
                    now(), now().with(watts, 40L).with(rooms, List.of("hall")).with(lamps.enabled(), false));

            assertEquals(1, toldOfLamps.size());
            assertEquals(40, toldOfLamps.get(0).get(watts));
            assertEquals(List.of("hall"), toldOfLamps.get(0).get(rooms));
            assertFalse(toldOfLamps.get(0).get(lamps.enabled()));
        }

        @Test
        void tellsNobodyWhoFollowsAnotherArea() {
            properties.save(now(), now().with(watts, 40L));

            assertEquals(List.of(), toldOfDoors);
        }

        @Test
        void tellsWhoFollowsSeveralAreasOnce() {
            properties.save(now(), now().with(watts, 40L).with(keys, 3L));

            assertEquals(1, toldOfBoth.size());
            assertEquals(3, toldOfBoth.get(0).get(keys));
            assertEquals(1, toldOfDoors.size());
        }

        @Test
        void setsNothingThatStaysAsItIs() {
            properties.save(now(), now().with(watts, 60L).with(keys, 3L));

            assertEquals(Map.of("plugin.intermediateim.proxy.keys", "3"), table.texts);
            assertEquals(List.of(), toldOfLamps);
        }

        @Test
        void leavesAloneWhatSomebodyElseHasChanged() {
            Settings seen = now();
            properties.set(keys, 5L);

            properties.save(seen, seen.with(watts, 40L));

            assertEquals(5, now().get(keys));
            assertEquals(40, now().get(watts));
        }

        @Test
        void hasWhatWasSetHoldWhenTheDatabaseFails() {
            table.afterEach = () -> {
                throw new IllegalStateException("no database");
            };

            Settings wanted = now().with(rooms, List.of("hall")).with(watts, 40L);
            assertThrows(IllegalStateException.class, () -> properties.save(now(), wanted));

            assertEquals(List.of("hall"), now().get(rooms));
            assertEquals(1, toldOfLamps.size());
        }
    }

    @Nested
    class AnybodyElse {

        @Test
        void makesOneChangeByEachProperty() {
            table.set("plugin.intermediateim.lamps.watts", "40");
            table.set("plugin.intermediateim.lamps.rooms", "hall");

            assertEquals(2, toldOfLamps.size());
            assertEquals(60, Settings.DEFAULTS.get(watts));
            assertEquals(40, toldOfLamps.get(0).get(watts));
            assertEquals(List.of(), toldOfLamps.get(0).get(rooms));
            assertEquals(List.of("hall"), toldOfLamps.get(1).get(rooms));
            assertEquals(List.of(), toldOfDoors);
        }

        @Test
        void makesADefaultHoldByDeleting() {
            table.set("plugin.intermediateim.lamps.watts", "40");
            table.delete("plugin.intermediateim.lamps.watts");

            assertEquals(60, now().get(watts));
            assertEquals(2, toldOfLamps.size());
        }

        /** A node of a cluster, say, while an admin of this one saves a page. */
        @Test
        void isHeardAtOnceWhileAPageSaves() {
            table.afterEach = () -> {
                table.afterEach = () -> {};
                runElsewhere(() -> table.set("plugin.intermediateim.proxy.keys", "7"));
                assertEquals(7, now().get(keys));
                assertEquals(1, toldOfDoors.size());
                assertEquals(List.of(), toldOfLamps);
            };

            properties.save(now(), now().with(watts, 40L).with(rooms, List.of("hall")));

            assertEquals(1, toldOfLamps.size());
            assertEquals(1, toldOfDoors.size());
        }

        private void runElsewhere(Runnable task) {
            FutureTask<Void> done = new FutureTask<>(task, null);
            new Thread(done).start();
            try {
                done.get();
            } catch (ExecutionException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void readsAnAreaWhenItIsAdded() {
        SettingsArea windows = SettingsArea.of("windows");
        Setting<Long> panes = windows.number("panes", 4, 1, 9, Unit.NONE);
        table.set("plugin.intermediateim.windows.panes", "6");
        assertThrows(IllegalArgumentException.class, () -> properties.follow(windows, toldOfLamps::add));

        properties.add(windows);

        assertEquals(6, now().get(panes));
        assertEquals(List.of(lamps, proxy, windows), properties.areas());
        assertEquals(List.of(), toldOfBoth);
    }

    @Test
    void anInvalidTextCountsAsTheDefault() {
        table.set("plugin.intermediateim.lamps.watts", "40");
        table.set("plugin.intermediateim.lamps.watts", "bright");

        assertEquals(60, now().get(watts));
    }

    @Test
    void propertiesOfOthersChangeNothing() {
        table.set("plugin.monitoring.lamps.watts", "40");
        table.set("plugin.intermediateim.older.watts", "40");

        assertEquals(List.of(), toldOfBoth);
    }

    @Test
    void deletingAllIsOneChange() {
        properties.save(
                now(), now().with(watts, 40L).with(rooms, List.of("hall")).with(keys, 3L));
        table.set("plugin.intermediateim.older.watts", "40");
        table.set("plugin.intermediateim-secret.originals", "xyz");
        table.set("plugin.monitoring.watts", "40");
        toldOfBoth.clear();

        properties.deleteAll();

        assertEquals(Map.of("plugin.monitoring.watts", "40"), table.texts);
        assertEquals(1, toldOfBoth.size());
        assertEquals(60, now().get(watts));
        assertEquals(2, now().get(keys));
    }

    @Test
    void everyFeatureHasASwitch() {
        properties.set(properties.switchOf("lamps"), false);

        assertFalse(properties.isOn("lamps"));
        assertTrue(properties.isOn("proxy"));
        assertThrows(IllegalArgumentException.class, () -> properties.isOn("windows"));
    }
}

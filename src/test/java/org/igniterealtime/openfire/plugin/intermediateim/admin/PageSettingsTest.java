package org.igniterealtime.openfire.plugin.intermediateim.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PropertyTable;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Setting;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.settings.SettingsArea;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Unit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PageSettingsTest {

    private enum Colour {
        WARM_WHITE,
        RED
    }

    private final SettingsArea lamps = SettingsArea.ofFeature("lamps");
    private final Setting<Long> watts = lamps.number("watts", 60, 1, 100, new Unit("watts"));
    private final Setting<Colour> colour = lamps.choice("colour", Colour.WARM_WHITE);
    private final Setting<List<String>> rooms = lamps.list("rooms");

    private final Table table = new Table();
    private final PluginProperties properties = new PluginProperties(table);
    private final List<Settings> told = new ArrayList<>();
    private final List<String> checked = new ArrayList<>();
    private final PageSettings page = PageSettings.in(properties)
            .group("", lamps.enabled())
            .group("light", watts, colour, rooms)
            .check(rooms, this::problems);

    PageSettingsTest() {
        properties.add(lamps);
        properties.follow(lamps, told::add);
        told.clear();
    }

    private List<Sentence> problems(List<String> wanted, boolean changed) {
        checked.add(wanted + (changed ? " is new" : " as before"));
        return wanted.contains("attic") ? List.of(new Sentence("no.such.room", "attic")) : List.of();
    }

    private final class Table implements PropertyTable {

        private final Map<String, String> texts = new HashMap<>();

        @Override
        public String get(String name) {
            return texts.get(name);
        }

        @Override
        public void set(String name, String text) {
            texts.put(name, text);
            properties.propertySet(name, Map.of());
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

    /** @return what a browser sends with the form as it is shown, but for what the admin types */
    private Map<String, String> sent(String... typed) {
        Map<String, String> parameters = new HashMap<>(
                Map.of("lamps.enabled", "true", "lamps.watts", "60", "lamps.colour", "warm-white", "lamps.rooms", ""));
        for (int i = 0; i < typed.length; i += 2) {
            parameters.put(typed[i], typed[i + 1]);
        }
        return parameters;
    }

    @Nested
    class TheForm {

        private final SettingsForm form = page.showing();

        @Test
        void hasTheGroupsOfThePage() {
            assertEquals(
                    List.of("", "light"),
                    form.groups().stream().map(SettingsForm.Group::name).toList());
            assertEquals(
                    List.of("lamps.enabled", "lamps.watts", "lamps.colour", "lamps.rooms"),
                    form.fields().stream().map(SettingsForm.Field::name).toList());
        }

        @Test
        void showsASettingByItsKindAndUnit() {
            SettingsForm.Field number = form.fields().get(1);
            assertEquals("number", number.kind());
            assertEquals("watts", number.unit());
            assertEquals("60", number.value());
            assertEquals("lamps-watts", number.id());

            SettingsForm.Field choice = form.fields().get(2);
            assertEquals("choice", choice.kind());
            assertEquals(List.of("warm-white", "red"), choice.choices());
            assertEquals("warm-white", choice.defaultValue());
            assertEquals("", choice.unit());
        }

        @Test
        void hasNoProblemsBeforeAnythingIsTyped() {
            assertFalse(form.hasProblems());
            assertNull(form.firstWrong());
            assertEquals(List.of(), checked);
        }
    }

    @Nested
    class ASave {

        @Test
        void isOneChangeOfAllThatIsTyped() {
            page.save(sent("lamps.watts", "40", "lamps.colour", "red", "lamps.rooms", "hall")::get);

            assertEquals(1, told.size());
            assertEquals(40, told.get(0).get(watts));
            assertEquals(Colour.RED, told.get(0).get(colour));
            assertEquals(List.of("hall"), told.get(0).get(rooms));
        }

        @Test
        void namesWhatItHasChanged() {
            assertEquals(
                    List.of("lamps.watts = 40", "lamps.rooms = hall, cellar"),
                    page.save(sent("lamps.watts", " 40 ", "lamps.rooms", "hall,cellar")::get)
                            .changes());
        }

        @Test
        void ofWhatHoldsChangesNothing() {
            assertEquals(List.of(), page.save(sent()::get).changes());
            assertEquals(Map.of(), table.texts);
            assertEquals(List.of(), told);
        }

        @Test
        void switchesOffWhatABrowserIsSilentAbout() {
            Map<String, String> sent = sent();
            sent.remove("lamps.enabled");

            page.save(sent::get);

            assertFalse(properties.isOn("lamps"));
        }

        @Test
        void setsNothingIfAnythingIsWrong() {
            PageSettings.Saved saved = page.save(sent("lamps.watts", "40", "lamps.rooms", "attic")::get);

            assertTrue(saved.form().hasProblems());
            assertEquals("lamps.rooms", saved.form().firstWrong().name());
            assertEquals(
                    List.of(new Sentence("no.such.room", "attic")),
                    saved.form().firstWrong().problems());
            assertEquals("40", saved.form().fields().get(1).value());
            assertEquals(List.of(), saved.changes());
            assertEquals(Map.of(), table.texts);
        }

        @Test
        void keepsWhatASettingDoesNotAccept() {
            PageSettings.Saved saved = page.save(sent("lamps.watts", "bright")::get);

            SettingsForm.Field wrong = saved.form().firstWrong();
            assertEquals("bright", wrong.value());
            assertEquals(List.of(new Sentence("intermediateim.problem.number", 1L, 100L)), wrong.problems());
        }

        @Test
        void tellsACheckWhetherAValueIsNew() {
            page.save(sent("lamps.rooms", "hall")::get);
            page.save(sent("lamps.rooms", "hall")::get);

            assertEquals(List.of("[hall] is new", "[hall] as before"), checked);
        }
    }
}

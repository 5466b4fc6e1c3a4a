package org.igniterealtime.openfire.plugin.intermediateim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugin.intermediateim.caps.CapabilitiesSettings;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult;
import org.igniterealtime.openfire.plugin.intermediateim.clients.ClientAbility;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.RequestAnswer;
import org.igniterealtime.openfire.plugin.intermediateim.files.links.LinkSelfTest;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.LiveTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusalReason;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreSelfTest;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Refusal;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Removal;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Setting;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Unit;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.StreamView;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.selftest.SelfTest;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.FinishedTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlSettings;
import org.junit.jupiter.api.Test;

/** What people read keeps up with what the code does. */
class DocumentationTest {

    private static final Path I18N = Path.of("src/main/i18n");
    private static final Pattern KEY_IN_USE = Pattern.compile("[\"'](intermediateim\\.[a-z0-9.-]+[a-z0-9])[\"']");

    @Test
    void readmeListsEverySettingWithItsDefault() throws IOException {
        String readme = Files.readString(Path.of("readme.html"));
        for (Setting<?> setting : AllSettings.list()) {
            assertTrue(readme.contains(row(setting)), "readme.html lacks " + row(setting));
        }
    }

    private static <T> String row(Setting<T> setting) {
        return "<td><code>" + setting.property() + "</code></td><td><code>" + setting.write(setting.defaultValue())
                + "</code></td>";
    }

    @Test
    void everyLanguageHasEveryText() throws IOException {
        assertEquals(keys("intermediateim_i18n.properties"), keys("intermediateim_i18n_de.properties"));
    }

    /** What a page includes is not in the page's encoding by itself: dashes came out as "â". */
    @Test
    void everyPartOfAPageNamesItsEncoding() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("web"))) {
            for (Path part :
                    files.filter(file -> file.toString().endsWith(".jspf")).toList()) {
                assertTrue(Files.readString(part).startsWith("<%@ page pageEncoding=\"UTF-8\" %>"), part.toString());
            }
        }
    }

    @Test
    void everyTextInUseIsThere() throws IOException {
        Set<String> keys = keys("intermediateim_i18n.properties");
        Set<String> missing = new TreeSet<>();
        for (Path root : List.of(Path.of("web"), Path.of("src/main/java"))) {
            try (Stream<Path> files = Files.walk(root).filter(Files::isRegularFile)) {
                for (Path file : files.toList()) {
                    Matcher key = KEY_IN_USE.matcher(Files.readString(file));
                    while (key.find()) {
                        if (!keys.contains(key.group(1)) && !isSessionAttribute(key.group(1))) {
                            missing.add(key.group(1));
                        }
                    }
                }
            }
        }
        assertEquals(Set.of(), missing);
    }

    private static boolean isSessionAttribute(String name) {
        return name.matches("intermediateim\\.(notice|csrf)");
    }

    /** The switches of rich text and of capabilities are on the page Overview only. */
    @Test
    void everySettingOfThePagesHasItsTexts() throws IOException {
        Set<String> keys = keys("intermediateim_i18n.properties");
        for (Setting<?> setting : AllSettings.list()) {
            if (setting != XhtmlSettings.ENABLED && setting != CapabilitiesSettings.ENABLED) {
                String key = "intermediateim.setting." + setting.name() + ".";
                assertTrue(keys.contains(key + "label"), setting.name());
                assertTrue(keys.contains(key + "hint"), setting.name());
                setting.choices().forEach(choice -> assertTrue(keys.contains(key + choice), key + choice));
                assertTrue(
                        setting.unit().equals(Unit.NONE)
                                || keys.contains(
                                        "intermediateim.unit." + setting.unit().name()),
                        setting.name());
            }
        }
    }

    @Test
    void everyOutcomeHasItsText() throws IOException {
        Set<String> keys = keys("intermediateim_i18n.properties");
        for (SelfTest.Verdict verdict : SelfTest.Verdict.values()) {
            assertTrue(keys.contains("intermediateim.bytestreams.test." + dashed(verdict)), verdict.name());
        }
        for (FinishedTransfer.Reason reason : FinishedTransfer.Reason.values()) {
            assertTrue(keys.contains("intermediateim.bytestreams.reason." + dashed(reason)), reason.name());
        }
        for (StreamView.State state : StreamView.State.values()) {
            assertTrue(keys.contains("intermediateim.bytestreams.live." + dashed(state)), state.name());
        }
        for (SeatView.State state : SeatView.State.values()) {
            assertTrue(keys.contains("intermediateim.rooms.state." + dashed(state)), state.name());
            assertTrue(keys.contains("intermediateim.seats.state." + dashed(state)), state.name());
        }
        for (String command :
                List.of("commands", "command.keep", "command.drop", "command.list", "say.help", "say.enough")) {
            assertTrue(keys.contains("intermediateim.seats." + command), command);
        }
        for (Refusal refusal : Refusal.values()) {
            assertTrue(keys.contains("intermediateim.seats.tell.refused." + dashed(refusal)), refusal.name());
        }
        for (Removal removal : Removal.values()) {
            assertTrue(keys.contains("intermediateim.seats.tell.removed." + dashed(removal)), removal.name());
        }
    }

    @Test
    void everythingAboutFilesHasItsText() throws IOException {
        Set<String> keys = keys("intermediateim_i18n.properties");
        for (RefusalReason reason : RefusalReason.values()) {
            assertTrue(keys.contains("intermediateim.files.refused." + dashed(reason)), reason.name());
        }
        for (FileState state : FileState.values()) {
            assertTrue(keys.contains("intermediateim.files.state." + dashed(state)), state.name());
        }
        for (LiveTransfer.Direction direction : LiveTransfer.Direction.values()) {
            assertTrue(keys.contains("intermediateim.files.live." + dashed(direction)), direction.name());
        }
        for (LiveTransfer.Phase phase : LiveTransfer.Phase.values()) {
            assertTrue(keys.contains("intermediateim.files.phase." + dashed(phase)), phase.name());
        }
        for (StoreSelfTest.Check check : StoreSelfTest.Check.values()) {
            assertTrue(keys.contains("intermediateim.files.test." + dashed(check)), check.name());
        }
        for (LinkSelfTest.Verdict verdict : LinkSelfTest.Verdict.values()) {
            assertTrue(keys.contains("intermediateim.files.test.link." + dashed(verdict)), verdict.name());
        }
        for (RequestAnswer answer : RequestAnswer.values()) {
            assertTrue(keys.contains("intermediateim.files.say." + dashed(answer)), answer.name());
        }
        for (String text : List.of(
                "commands", "say.help", "say.enough", "test.works", "test.failed", "test.scanner", "test.answers")) {
            assertTrue(keys.contains("intermediateim.files." + text), text);
        }
        for (String command : List.of("list", "get", "delete", "quota")) {
            assertTrue(keys.contains("intermediateim.files.command." + command), command);
        }
    }

    @Test
    void everythingAboutClientsHasItsText() throws IOException {
        Set<String> keys = keys("intermediateim_i18n.properties");
        for (ClientAbility ability : ClientAbility.values()) {
            assertTrue(keys.contains("intermediateim.clients.ability." + dashed(ability)), ability.name());
            assertTrue(keys.contains("intermediateim.clients.ability." + dashed(ability) + ".lacking"), ability.name());
        }
        for (VerificationResult.Reason reason : VerificationResult.Reason.values()) {
            assertTrue(keys.contains("intermediateim.clients.reason." + dashed(reason)), reason.name());
        }
    }

    private static String dashed(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Test
    void textsWithValuesAreWellFormed() throws IOException {
        for (String language : List.of("intermediateim_i18n.properties", "intermediateim_i18n_de.properties")) {
            bundle(language).forEach((key, text) -> {
                if (((String) text).contains("{0}")) {
                    assertTrue(
                            new MessageFormat((String) text)
                                    .format(new Object[] {"VALUE"})
                                    .contains("VALUE"),
                            (String) key);
                }
            });
        }
    }

    @Test
    void textsUseTheSameValuesInEveryLanguage() throws IOException {
        Properties german = bundle("intermediateim_i18n_de.properties");
        bundle("intermediateim_i18n.properties")
                .forEach((key, text) ->
                        assertEquals(values((String) text), values(german.getProperty((String) key)), (String) key));
    }

    private static Set<String> values(String text) {
        return Pattern.compile("\\{\\d}")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A text without values is shown as it stands, so an apostrophe is doubled only in the others. */
    @Test
    void apostrophesAreDoubledOnlyBesideValues() throws IOException {
        for (String language : List.of("intermediateim_i18n.properties", "intermediateim_i18n_de.properties")) {
            bundle(language)
                    .forEach((key, text) -> assertTrue(
                            !((String) text).contains("''")
                                    || !values((String) text).isEmpty(),
                            (String) key));
        }
    }

    private static Set<String> keys(String file) throws IOException {
        return new TreeSet<>(bundle(file).stringPropertyNames());
    }

    private static Properties bundle(String file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(I18N.resolve(file))) {
            properties.load(in);
        }
        return properties;
    }
}

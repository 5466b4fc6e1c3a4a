package org.igniterealtime.openfire.plugin.intermediateim.files.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.commands.AdHocCommands;
import org.igniterealtime.openfire.plugin.intermediateim.commands.BadArgumentsException;
import org.igniterealtime.openfire.plugin.intermediateim.commands.ChatCommands;
import org.igniterealtime.openfire.plugin.intermediateim.commands.Command;
import org.igniterealtime.openfire.plugin.intermediateim.commands.ExecutionLimit;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.ReceivePreferences;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.RequestAnswer;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.Admission;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.ReceiveBy;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreFixture;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;
import org.igniterealtime.openfire.plugin.intermediateim.form.Field;
import org.igniterealtime.openfire.plugin.intermediateim.form.FieldType;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.LocalizedTexts;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.JID;

class FileCommandsTest {

    private static final JID CLIENT = new JID("juliet@capulet.lit/balcony");
    private static final LocalizedTexts TEXTS =
            (key, arguments) -> key.substring(key.indexOf('.', "intermediateim.".length()) + 1) + List.of(arguments);

    @TempDir
    private Path directory;

    private final List<String> requests = new ArrayList<>();
    private RequestAnswer answer = RequestAnswer.OFFERED;
    private ReceiveBy receiveBy = ReceiveBy.OFFER;
    private final ReceivePreferences preferences = new ReceivePreferences() {
        @Override
        public CompletionStage<ReceiveBy> of(JID user) {
            assertEquals(StoreFixture.JULIET, user);
            return receiveBy == null
                    ? CompletableFuture.failedFuture(new IllegalStateException("the database is away"))
                    : CompletableFuture.completedFuture(receiveBy);
        }

        @Override
        public CompletionStage<Map<String, ReceiveBy>> chosen() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Void> set(JID user, ReceiveBy chosen) {
            return of(user).thenAccept(before -> receiveBy = chosen);
        }
    };
    private StoreFixture fixture;
    private List<Command<?>> commands;

    @BeforeEach
    void open() {
        fixture = new StoreFixture(directory).open();
        commands = FileCommands.of(
                fixture.store,
                fixture.quotas,
                (file, client) -> {
                    requests.add(file.offer().name() + " to " + client);
                    return CompletableFuture.completedFuture(answer);
                },
                preferences,
                TEXTS,
                () -> Locale.ENGLISH);
    }

    private StoredFile stored(String name) throws Exception {
        return fixture.sent(name, StoreFixture.bytes(2048));
    }

    private CompletableFuture<String> answering(JID client, String said) {
        return new ChatCommands(commands, FileCommands.texts(TEXTS), new ExecutionLimit())
                .read(client, said)
                .run()
                .get();
    }

    private String says(String said) {
        return answering(CLIENT, said).join();
    }

    private static String described(StoredFile file) {
        return "say.file[" + file.offer().name() + ", 2.0 KiB, romeo@montague.lit, " + Date.from(file.taken()) + "]";
    }

    private String line(StoredFile file) {
        return "say.line[" + list().key(file) + ", " + described(file) + "]";
    }

    private FileList list() {
        return FileList.of(fixture.rows.waitingFor(StoreFixture.JULIET));
    }

    @Nested
    class Receive {

        @Test
        void tellsWhatIsChosen() {
            assertEquals("say.receive.offer[]", says("receive"));
        }

        @ParameterizedTest
        @CsvSource({"link, LINK", "ASK, ASK", "offer, OFFER"})
        void chooses(String word, ReceiveBy chosen) {
            assertEquals("say.receive." + chosen.name().toLowerCase(Locale.ROOT) + "[]", says("receive " + word));
            assertEquals(chosen, receiveBy);
        }

        @Test
        void saysHowToChoose() {
            assertTrue(says("receive nothing").startsWith("say.receive.how[]"));
            assertEquals(ReceiveBy.OFFER, receiveBy);
        }

        @Test
        void saysThatItCannotBeDoneNow() {
            receiveBy = null;
            assertEquals("say.unavailable[]", says("receive"));
            assertEquals("say.unavailable[]", says("receive link"));
        }

        @Test
        void hasAFormWithTheChoice() throws Exception {
            receiveBy = ReceiveBy.ASK;
            ReceiveCommand command = commands.stream()
                    .filter(ReceiveCommand.class::isInstance)
                    .map(ReceiveCommand.class::cast)
                    .findFirst()
                    .orElseThrow();
            DataForm form = command.form(StoreFixture.JULIET).join().orElseThrow();

            Field field = form.field("by").orElseThrow();
            assertEquals(List.of("ask"), field.values());
            assertEquals(
                    List.of("offer", "link", "ask"),
                    field.options().stream().map(Field.Option::value).toList());
            DataForm submitted =
                    new DataForm(DataForm.Type.SUBMIT, List.of(new Field("by", FieldType.LIST_SINGLE, "link")));
            assertEquals(Optional.of(ReceiveBy.LINK), command.read(submitted, StoreFixture.JULIET));
            DataForm empty = new DataForm(DataForm.Type.SUBMIT, List.of());
            assertThrows(BadArgumentsException.class, () -> command.read(empty, StoreFixture.JULIET));
        }
    }

    @Nested
    class WhatIsKeptBack {

        private StoredFile held;
        private StoredFile infected;

        @BeforeEach
        void keepBack() throws Exception {
            fixture.admission = size -> Admission.HOLD;
            held = stored("letter.txt");
            infected = stored("poem.txt");
            fixture.store.infected(infected.id(), "Eicar").toCompletableFuture().join();
        }

        @Test
        void isListedWithTheReason() {
            String answer = says("list");

            assertTrue(answer.contains(described(held) + " say.file.held[letter.txt]"), answer);
            assertTrue(answer.contains(described(infected) + " say.file.infected[poem.txt, Eicar]"), answer);
        }

        @Test
        void canBeDeleted() throws IOException {
            assertEquals("say.deleted[poem.txt]", says("delete poem.txt"));
            assertEquals("say.deleted[letter.txt]", says("delete letter.txt"));

            assertEquals(Set.of(), fixture.names());
        }

        @Test
        void nobodyGets() {
            assertEquals("say.get.infected[poem.txt, Eicar]", says("get poem.txt"));
            assertEquals("say.get.held[letter.txt]", says("get letter.txt"));
            assertEquals("say.none[]", says("get"));
            assertEquals(List.of(), requests);
        }

        @Test
        void isNotMeantByGetAlone() throws Exception {
            fixture.admission = size -> Admission.PASS;
            stored("note.txt");

            says("get");

            assertEquals(List.of("note.txt to " + CLIENT), requests);
        }
    }

    @Nested
    class InAChat {

        @Test
        void listWhatWaits() throws Exception {
            StoredFile letter = stored("letter.txt");
            StoredFile poem = stored("poem.txt");

            String answer = says("list");

            assertEquals(2, answer.lines().count());
            assertTrue(answer.contains(line(letter)), answer);
            assertTrue(answer.contains(line(poem)), answer);
        }

        @Test
        void listManyInPages() throws Exception {
            for (int i = 0; i < FileTexts.LINES + 5; i++) {
                stored("letter.txt");
            }

            List<String> first = says("list").lines().toList();
            List<String> second = says("list 2").lines().toList();

            assertEquals(FileTexts.LINES + 1, first.size());
            assertEquals("say.more[5, 2]", first.get(FileTexts.LINES));
            assertEquals(5, second.size());
            assertFalse(first.contains(second.get(0)));
            assertEquals("say.no-page[2]", says("list 3"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"list", "get", "get it", "delete", "delete it"})
        void sayIfNothingWaits(String said) {
            assertEquals("say.none[]", says(said));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "hello", "list 0", "list all", "quota 1"})
        void explainThemselves(String said) {
            assertEquals("say.help[]", says(said));
        }

        @ParameterizedTest
        @ValueSource(strings = {"list", "get", "delete it"})
        void sayIfFilesCannotBeLookedUp(String said) throws Exception {
            stored("letter.txt");
            fixture.rows.away(true);

            assertEquals("say.unavailable[]", says(said));
            assertEquals("say.unavailable[]", says(said), "now it is known");
        }

        @Test
        void concernOwnFilesAlone() throws Exception {
            StoredFile letter = stored("letter.txt");
            JID nurse = new JID("nurse@capulet.lit/kitchen");

            assertEquals("say.none[]", answering(nurse, "list").join());
            assertEquals("say.none[]", answering(nurse, "get " + letter.id()).join());
            assertEquals("say.none[]", answering(nurse, "delete " + letter.id()).join());

            assertEquals(List.of(letter), fixture.rows.waitingFor(StoreFixture.JULIET));
            assertEquals(List.of(), requests);
        }

        @Test
        void quoteHostileNames() throws Exception {
            stored("\u05d0\u202egnp.exe");

            assertTrue(says("list").contains("\u2068\u05d0gnp.exe\u2069"), says("list"));
            assertEquals("say.no-file[\u2068\u202eb\u2069]", says("get \u202eb"));
        }

        @Test
        void quoteLongTextsInPart() throws Exception {
            stored("letter.txt");

            assertEquals("say.no-file[" + "x".repeat(200) + "…]", says("get " + "x".repeat(1000)));
        }
    }

    @Nested
    class Get {

        @ParameterizedTest
        @ValueSource(strings = {"get", "GET", "get letter.txt", "get LETTER.TXT"})
        void offersAFileToTheClientThatAsks(String said) throws Exception {
            stored("letter.txt");

            assertEquals("say.offered[letter.txt]", says(said));

            assertEquals(List.of("letter.txt to juliet@capulet.lit/balcony"), requests);
        }

        @Test
        void offersAFileByItsKey() throws Exception {
            StoredFile letter = stored("letter.txt");
            stored("poem.txt");

            says("get " + list().key(letter));

            assertEquals(List.of("letter.txt to juliet@capulet.lit/balcony"), requests);
        }

        @Test
        void asksWhichOfSeveral() throws Exception {
            stored("letter.txt");
            stored("letter.txt");
            stored("poem.txt");

            List<String> all = says("get").lines().toList();
            List<String> letters = says("get letter.txt").lines().toList();

            assertEquals(4, all.size());
            assertTrue(all.get(0).startsWith("say.which[get, "), all.get(0));
            assertEquals(3, letters.size());
            assertEquals(List.of(), requests);
        }

        @Test
        void saysThatThereIsNoSuchFile() throws Exception {
            stored("letter.txt");

            assertEquals("say.no-file[poem.txt]", says("get poem.txt"));
        }

        @ParameterizedTest
        @CsvSource({
            "OFFERED, say.offered[letter.txt]",
            "UNDER_WAY, say.under-way[letter.txt]",
            "NOT_SUPPORTED, say.not-supported[]",
            "TOO_MANY, say.too-many[]",
            "WITHHELD, say.withheld[letter.txt]"
        })
        void saysWhatComesOfIt(RequestAnswer outcome, String text) throws Exception {
            stored("letter.txt");
            answer = outcome;

            assertEquals(text, says("get"));
        }
    }

    @Nested
    class Delete {

        @Test
        void deletesAFile() throws Exception {
            StoredFile letter = stored("letter.txt");
            StoredFile poem = stored("poem.txt");

            assertEquals("say.deleted[letter.txt]", says("delete " + list().key(letter)));

            assertEquals(List.of(poem), fixture.rows.waitingFor(StoreFixture.JULIET));
            assertEquals(1, fixture.names().size());
        }

        @Test
        void doesNotDeleteAFileThatIsNotNamed() throws Exception {
            StoredFile letter = stored("letter.txt");

            List<String> answer = says("delete").lines().toList();

            assertEquals("say.which[delete, " + list().key(letter) + "]", answer.get(0));
            assertEquals(line(letter), answer.get(1));
            assertEquals("say.no-file[poem.txt]", says("delete poem.txt"));
            assertEquals(List.of(letter), fixture.rows.waitingFor(StoreFixture.JULIET));
        }

        @Test
        void doesNotDeleteOneOfSeveralAtRandom() throws Exception {
            stored("letter.txt");
            stored("letter.txt");

            assertTrue(says("delete letter.txt").startsWith("say.which[delete, "));

            assertEquals(2, list().files().size());
        }
    }

    @Test
    void quotaTellsWhatIsUsed() throws Exception {
        stored("letter.txt");
        stored("poem.txt");

        assertEquals(
                List.of(
                        "say.quota.inbox[2, 100, 4.0 KiB, 4.0 MiB]",
                        "say.quota.kept[30, 1.0 MiB]",
                        "say.quota.sent[0 B, 8.0 MiB]"),
                says("quota").lines().toList());
    }

    @Nested
    class AsAdHocCommands {

        private Element execute(String name, String content) {
            return new AdHocCommands(commands, FileCommands.texts(TEXTS), new ExecutionLimit(), () -> "fresh")
                    .answer(Xml.iq("<iq type='set' id='1' from='" + CLIENT + "' to='files.capulet.lit'>"
                            + "<command xmlns='" + AdHocCommands.NAMESPACE + "' node='intermediateim#" + name + "'>"
                            + content + "</command></iq>"))
                    .orElseThrow()
                    .join()
                    .getElement();
        }

        private Element submit(String name, StoredFile... files) {
            StringBuilder values = new StringBuilder();
            for (StoredFile file : files) {
                values.append("<value>").append(file.id()).append("</value>");
            }
            return execute(name, "<x xmlns='jabber:x:data' type='submit'><field var='file'>" + values + "</field></x>");
        }

        private static String note(Element answer) {
            return answer.element("command").elementText("note");
        }

        private Field asked(String name) {
            DataForm form = DataForm.in(execute(name, "").element("command")).orElseThrow();
            return form.field("file").orElseThrow();
        }

        @Test
        void listAtOnce() throws Exception {
            StoredFile letter = stored("letter.txt");

            assertEquals(line(letter), note(execute("list", "")));
            assertEquals(
                    "say.quota.inbox[1, 100, 2.0 KiB, 4.0 MiB]",
                    note(execute("quota", "")).lines().findFirst().orElseThrow());
        }

        @ParameterizedTest
        @CsvSource({"get, LIST_SINGLE", "delete, LIST_MULTI"})
        void letFilesBeChosen(String name, FieldType type) throws Exception {
            StoredFile letter = stored("letter.txt");

            Field field = asked(name);

            assertEquals(type, field.type());
            assertEquals("form." + name + "[]", field.label());
            assertEquals(List.of(new Field.Option(described(letter), letter.id().hex())), field.options());
        }

        @Test
        void letTheLatestBeChosen() throws Exception {
            for (int i = 0; i < 50; i++) { // a sender may hold half an inbox
                stored("letter.txt");
            }
            assertEquals(50, asked("delete").options().size());
        }

        @ParameterizedTest
        @ValueSource(strings = {"get", "delete"})
        void sayIfThereIsNothingToChoose(String name) {
            assertEquals("say.none[]", note(execute(name, "")));
        }

        @Test
        void offerAFile() throws Exception {
            StoredFile letter = stored("letter.txt");
            stored("poem.txt");

            assertEquals("say.offered[letter.txt]", note(submit("get", letter)));

            assertEquals(List.of("letter.txt to juliet@capulet.lit/balcony"), requests);
        }

        @Test
        void deleteSeveralFiles() throws Exception {
            StoredFile letter = stored("letter.txt");
            StoredFile poem = stored("poem.txt");
            StoredFile picture = stored("picture.png");

            assertEquals("say.deleted-several[2]", note(submit("delete", letter, picture)));

            assertEquals(List.of(poem), fixture.rows.waitingFor(StoreFixture.JULIET));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "<value>3fa9</value>", "<value>letter.txt</value>", "<value/>"})
        void refuseWhatIsNoFile(String values) throws Exception {
            stored("letter.txt");

            Element answer = execute(
                    "delete", "<x xmlns='jabber:x:data' type='submit'><field var='file'>" + values + "</field></x>");

            assertEquals("form.no-file[]", answer.element("error").elementText("text"));
            assertEquals(1, list().files().size());
        }

        @Test
        void sayIfAFileIsGone() throws Exception {
            StoredFile letter = stored("letter.txt");
            stored("poem.txt");
            submit("delete", letter);

            assertEquals("say.no-file[" + letter.id() + "]", note(submit("get", letter)));
        }
    }

    @ParameterizedTest
    @EnumSource(RequestAnswer.class)
    void everyAnswerHasItsText(RequestAnswer outcome) throws Exception {
        stored("letter.txt");
        answer = outcome;

        assertEquals(Optional.empty(), Optional.of(says("get")).filter(String::isEmpty));
    }
}

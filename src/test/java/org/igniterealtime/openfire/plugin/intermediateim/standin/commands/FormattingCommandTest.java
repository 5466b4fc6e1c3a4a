package org.igniterealtime.openfire.plugin.intermediateim.standin.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.igniterealtime.openfire.plugin.intermediateim.commands.BadArgumentsException;
import org.igniterealtime.openfire.plugin.intermediateim.commands.CommandResult;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;
import org.igniterealtime.openfire.plugin.intermediateim.form.Field;
import org.igniterealtime.openfire.plugin.intermediateim.standin.FormattingChoices;
import org.igniterealtime.openfire.plugin.intermediateim.standin.commands.FormattingCommand.Choice;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;

class FormattingCommandTest {

    private static final JID CLIENT = new JID("juliet@example.org/balcony");
    private static final JID USER = CLIENT.asBareJID();

    private final Set<String> leaving = new TreeSet<>();
    private boolean databaseIsAway;
    private final FormattingCommand command = new FormattingCommand(
            new FormattingChoices() {
                @Override
                public boolean leaves(String username) {
                    return leaving.contains(username);
                }

                @Override
                public CompletionStage<Void> set(JID user, boolean leave) {
                    if (databaseIsAway) {
                        return CompletableFuture.failedFuture(new IllegalStateException("on purpose"));
                    }
                    leaving.remove(user.getNode());
                    if (leave) {
                        leaving.add(user.getNode());
                    }
                    return CompletableFuture.completedFuture(null);
                }

                @Override
                public List<String> leaving() {
                    return List.copyOf(leaving);
                }

                @Override
                public void forget(String username) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public void forgetAll() {
                    throw new UnsupportedOperationException();
                }
            },
            (key, arguments) -> key);

    private String run(String words) throws BadArgumentsException {
        return command.run(command.parse(words, USER), CLIENT).join().text();
    }

    @Test
    void keepsWhatIsChosen() throws Exception {
        assertEquals("intermediateim.standin.say.leave", run("LEAVE"));
        assertEquals(Set.of("juliet"), leaving);
        assertEquals("intermediateim.standin.say.convert", run("convert"));
        assertEquals(Set.of(), leaving);
    }

    @Test
    void tellsWhatIsChosen() throws Exception {
        assertEquals("intermediateim.standin.say.convert", run(""));
        leaving.add("juliet");
        assertEquals("intermediateim.standin.say.leave", run(""));
    }

    @Test
    void asksWithAForm() throws Exception {
        leaving.add("juliet");
        Field field = command.form(USER).join().orElseThrow().field("how").orElseThrow();
        assertEquals(Optional.of("leave"), field.value());
        assertEquals(Optional.of(Choice.LEAVE), command.read(new DataForm(DataForm.Type.SUBMIT, List.of(field)), USER));
    }

    @Test
    void explainsWhatCanBeChosen() {
        BadArgumentsException problem = assertThrows(BadArgumentsException.class, () -> run("bold"));
        assertEquals("intermediateim.standin.say.how", problem.text());
        assertThrows(
                BadArgumentsException.class, () -> command.read(new DataForm(DataForm.Type.SUBMIT, List.of()), USER));
    }

    @Test
    void saysThatItCouldNotBeKept() throws Exception {
        databaseIsAway = true;
        assertEquals(
                CommandResult.Kind.UNAVAILABLE,
                command.run(Optional.of(Choice.LEAVE), CLIENT).join().kind());
    }
}

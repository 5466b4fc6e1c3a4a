package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.ReceiveBy;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.files.OpenfireReceivePreferences;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.standin.OpenfireFormattingChoices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What users have chosen, as Openfire's table of their properties has it. */
class UserPropertiesTest {

    private final String url = "jdbc:hsqldb:mem:" + UUID.randomUUID();
    private final Map<String, Map<String, String>> inMemory = new HashMap<>();
    private final UserProperties properties = new UserProperties(this::connect, this::ofUser);
    private final OpenfireReceivePreferences preferences = new OpenfireReceivePreferences(properties, Runnable::run);
    private int changes;
    private final OpenfireFormattingChoices choices =
            new OpenfireFormattingChoices(properties, Runnable::run, () -> changes++);

    private Map<String, String> ofUser(String username) {
        return Optional.ofNullable(inMemory.get(username))
                .orElseThrow(() -> new IllegalArgumentException("There is no user " + username));
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, "sa", "");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void put(String user, String name, String value) throws SQLException {
        execute("INSERT INTO ofUserProp VALUES ('" + user + "', '" + name + "', '" + value + "')");
    }

    @BeforeEach
    void createTable() throws SQLException {
        execute("CREATE TABLE ofUserProp (username VARCHAR(64) NOT NULL, name VARCHAR(100) NOT NULL,"
                + " propValue VARCHAR(4000) NOT NULL, PRIMARY KEY (username, name))");
    }

    @AfterEach
    void shutDown() throws SQLException {
        execute("SHUTDOWN");
    }

    private Map<String, ReceiveBy> chosen() {
        return preferences.chosen().toCompletableFuture().join();
    }

    @Test
    void thoseWhoWantLinksOrToAskAreListed() throws SQLException {
        put("romeo", "intermediateim-receive-by", "link");
        put("juliet", "intermediateim-receive-by", "ask");
        put("nurse", "intermediateim-receive-by", "offer");
        put("tybalt", "intermediateim-receive-by", "pigeon");
        put("paris", "intermediateim-formatting", "link");

        assertEquals(Map.of("juliet", ReceiveBy.ASK, "romeo", ReceiveBy.LINK), chosen());
        assertEquals(List.of("juliet", "romeo"), List.copyOf(chosen().keySet()));
    }

    @Test
    void nobodyHasChosen() {
        assertEquals(Map.of(), chosen());
    }

    @Test
    void whatCannotBeReadIsNotEmpty() throws SQLException {
        execute("DROP TABLE ofUserProp");

        CompletableFuture<?> chosen = preferences.chosen().toCompletableFuture();

        Throwable failure = assertThrows(CompletionException.class, chosen::join);
        assertInstanceOf(SQLException.class, failure.getCause());
    }

    @Test
    void thoseWhoWantMessagesAsTheyWereSentAreKnown() throws SQLException {
        put("romeo", "intermediateim-formatting", "leave");
        put("juliet", "intermediateim-formatting", "convert");
        put("paris", "intermediateim-receive-by", "leave");

        choices.read();
        choices.read();
        assertEquals(List.of("romeo"), choices.leaving());
        assertEquals(1, changes);

        execute("DROP TABLE ofUserProp");
        choices.read();
        assertEquals(List.of("romeo"), choices.leaving());

        choices.forget("romeo");
        assertEquals(List.of(), choices.leaving());
        assertEquals(2, changes);
    }

    @Test
    void allOfOursAreDeletedAndNoOthers() throws SQLException {
        put("romeo", "intermediateim-formatting", "leave");
        put("romeo", "intermediateim-receive-by", "link");
        put("romeo", "console.rows", "50");
        put("gone", "intermediateim-receive-by", "ask");
        inMemory.put("romeo", new HashMap<>(Map.of("intermediateim-formatting", "leave", "console.rows", "50")));

        properties.deleteAll();

        assertEquals(Map.of("console.rows", "50"), inMemory.get("romeo"));
        assertEquals(Map.of(), properties.named("intermediateim-formatting"));
        assertEquals(Map.of(), properties.named("intermediateim-receive-by"));
        assertEquals(Map.of("romeo", "50"), properties.named("console.rows"));
    }

    @Test
    void allChoicesAreForgotten() throws SQLException {
        put("romeo", "intermediateim-formatting", "leave");
        choices.read();

        choices.forgetAll();

        assertEquals(List.of(), choices.leaving());
        assertEquals(2, changes);
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.socks5.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.FakeTime;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.ProxySettings;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.JID;

class AccountsTest {

    private static final JID ROMEO = new JID("romeo@example.org/x");

    private final FakeTime time = new FakeTime();
    private final Accounts accounts = new Accounts(ProxySettings.limits(Settings.DEFAULTS), "example.org", time, time);

    private Account charge(String party) {
        return accounts.charge(List.of(new JID(party))).accounts().get(0);
    }

    @Test
    void haveOneForEachUserOfThisServer() {
        for (int i = 0; i < 2 * Accounts.MAX_OF_A_DOMAIN; i++) {
            assertEquals(
                    "user" + i + "@example.org",
                    charge("user" + i + "@example.org/x").user());
        }
    }

    @Test
    void areSharedByThoseWhomAnotherServerHasTooManyOf() {
        for (int i = 0; i < Accounts.MAX_OF_A_DOMAIN; i++) {
            assertEquals(
                    "user" + i + "@many.example",
                    charge("user" + i + "@many.example/x").user());
        }
        Account shared = charge("another@many.example/x");
        assertEquals(shared, charge("and-another@many.example/x"));
        assertEquals(2, shared.streams().get());
        assertEquals("user0@many.example", charge("user0@many.example/y").user(), "who had one before keeps it");
        assertEquals("user@few.example", charge("user@few.example/x").user());
    }

    @Test
    void areBoundedHoweverManyServersThereAre() {
        Map<JID, Long> passed = new HashMap<>();
        for (int i = 0; i < Accounts.MAX_ELSEWHERE + 1000; i++) {
            passed.put(new JID("user", "server" + i + ".example", null, true), 1L);
        }
        accounts.loadHistory(since -> passed);
        assertTrue(accounts.size() <= Accounts.MAX_ELSEWHERE + 1, "accounts: " + accounts.size());
        assertEquals("romeo@example.org", charge(ROMEO.toString()).user());
        assertNotEquals("user@late.example", charge("user@late.example/x").user());
        time.pass(Duration.ofDays(1));
        accounts.tick();
        assertEquals("user@late.example", charge("user@late.example/x").user());
    }

    @Test
    void countForOneWhoIsBothParties() {
        assertEquals(
                1,
                accounts.charge(List.of(ROMEO, new JID("romeo@example.org/y")))
                        .accounts()
                        .size());
        assertEquals(List.of(), accounts.charge(List.of()).accounts());
    }
}

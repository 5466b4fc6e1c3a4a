package org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.junit.jupiter.api.Test;

class StreamhostsTest {

    private OptionalInt port = OptionalInt.of(7778);
    private final Streamhosts streamhosts =
            new Streamhosts(() -> new OwnAddresses("", "im.example.org", "", List.of()), () -> port);

    private void rules(String text) {
        streamhosts.apply(text);
    }

    private List<Streamhost> announcedTo(String address) {
        return streamhosts.announceTo(IpText.read(address));
    }

    @Test
    void areTheServersOwnWithoutRules() {
        assertEquals(List.of(new Streamhost("im.example.org", 7778)), streamhosts.announceTo(Optional.empty()));
        assertEquals(List.of(new Streamhost("im.example.org", 7778)), streamhosts.announced());
    }

    @Test
    void areThoseOfTheRulesThatHold() {
        rules("10.0.0.0/8 10.0.0.1; nonsense; 11.0.0.0/8 b.example 80");
        assertEquals(List.of(new Streamhost("10.0.0.1", 7778)), announcedTo("10.1.1.1"));
        assertEquals(List.of(new Streamhost("b.example", 80)), announcedTo("11.1.1.1"));
    }

    @Test
    void areTheServersOwnWhereNoRuleHolds() {
        rules("10.0.0.0/8 10.0.0.1");
        assertEquals(List.of(new Streamhost("im.example.org", 7778)), announcedTo("192.0.2.1"));
        assertEquals(2, streamhosts.announced().size());
    }

    @Test
    void areNotTheServersOwnWhenThereIsARuleForAll() {
        rules("any files.example.org");
        assertEquals(List.of(new Streamhost("files.example.org", 7778)), streamhosts.announced());
    }

    @Test
    @Requirement({"0065-13", "0065-14"})
    void areNoneWhileThePortIsClosed() {
        rules("any files.example.org");
        port = OptionalInt.empty();
        assertEquals(List.of(), announcedTo("10.0.0.1"));
        assertEquals(List.of(), streamhosts.announced());
    }
}

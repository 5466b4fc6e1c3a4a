package org.igniterealtime.openfire.plugin.intermediateim.seats.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatsFixture;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

class ChatCommandsTest extends SeatsFixture {

    private Message answer(String said) {
        List<Packet> answers = new ArrayList<>();
        feature.requests()
                .answer(
                        Xml.message("<message type='chat' from='" + CLIENT + "' to='agents.montague.lit'><body>" + said
                                + "</body><thread>t</thread></message>"),
                        answers::add);
        assertEquals(1, answers.size());
        return (Message) answers.get(0);
    }

    @Test
    void areAnsweredInTheSameConversation() {
        assertEquals(
                "<message from=\"agents.montague.lit\" to=\"romeo@montague.lit/phone\" type=\"chat\"><thread>t</thread>"
                        + "<body>intermediateim.seats.say.help[]</body></message>",
                answer("what can you do?").toXML());
    }

    @Test
    void thatAreMisunderstoodAreAnsweredWithHelp() {
        assertEquals(
                "intermediateim.seats.say.misunderstood[rooms.lit]\nintermediateim.seats.say.help[]",
                answer("keep rooms.lit").getBody());
    }

    @Test
    void areAnsweredOnceBySayingWhatCameOfThem() {
        feature.requests()
                .answer(
                        Xml.message("<message type='chat' from='" + CLIENT + "' to='agents.montague.lit'><body>keep "
                                + ROOM + "</body></message>"),
                        this::send);
        turn();
        assertEquals(
                List.of("intermediateim.seats.tell.in[orchard@rooms.lit, romeo]"), bodies(), "under the user's name");
        for (int i = 0; i < 20; i++) {
            turn();
        }
        assertEquals(1, bodies().size());
    }

    @Test
    void areAnsweredSoonThoughTheRoomIsSlow() {
        roomAnswers = false;
        feature.requests()
                .answer(
                        Xml.message("<message type='chat' from='" + CLIENT + "' to='agents.montague.lit'><body>keep "
                                + ROOM + "</body></message>"),
                        this::send);
        for (int i = 0; i < 4; i++) {
            turn();
        }
        assertEquals(List.of(), bodies());
        for (int i = 0; i < 20; i++) {
            turn();
        }
        assertEquals(List.of("intermediateim.seats.tell.waits[orchard@rooms.lit, romeo]"), bodies());
    }

    @Test
    void sayWhatIsMissing() {
        assertEquals("intermediateim.seats.say.keep-which[]", answer("keep").getBody());
        assertEquals(
                "intermediateim.seats.say.keep-nick[orchard@rooms.lit]",
                answer("keep " + ROOM + " as").getBody());
    }

    @Test
    void areRefusedForAUser() {
        assertEquals(
                "intermediateim.seats.say.not-a-room[benvolio@montague.lit]",
                answer("keep benvolio@montague.lit").getBody());
        assertEquals(List.of(), store.configs());
    }

    @Test
    void quoteWhatTheyDidNotUnderstand() {
        assertEquals(
                "intermediateim.seats.say.misunderstood[\u2068\u202ex\u2069]\nintermediateim.seats.say.help[]",
                answer("keep \u202ex").getBody());
    }

    @Test
    void withAnotherNickLeaveTheOtherWishes() {
        feature.seats().keep(ROMEO, ROOM, new Options("Romeo", "secret", 9, true));
        answer("keep " + ROOM + " as Montague");
        assertEquals(
                new Options("Montague", "secret", 9, true),
                store.configs().get(0).options());
    }
}

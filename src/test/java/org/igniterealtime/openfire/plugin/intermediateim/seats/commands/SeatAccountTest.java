package org.igniterealtime.openfire.plugin.intermediateim.seats.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import org.igniterealtime.openfire.plugin.intermediateim.seats.SeatsFixture;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Message;
import org.xmpp.packet.Presence;

class SeatAccountTest extends SeatsFixture {

    private static final int MAX_HELP = 3;

    private void says(String text) {
        feature.requests()
                .answer(
                        Xml.message("<message id='m' type='chat' from='" + CLIENT
                                + "' to='seats@agents.montague.lit'><body>" + text + "</body></message>"),
                        sent::add);
    }

    @Test
    void ofWhoAnswersByHimselfAreAnsweredAFewTimes() {
        for (int i = 0; i < 100; i++) {
            says("I am away.");
        }
        assertEquals(MAX_HELP + 1, sent.size());
        Message last = (Message) sent.get(MAX_HELP);
        assertEquals(Message.Type.error, last.getType());
        assertEquals("intermediateim.seats.say.enough[]", last.getError().getText());
        assertEquals("m", last.getID());
        says("list");
        assertEquals(MAX_HELP + 2, sent.size(), "what is not help is answered still");
        feature.forget(ROMEO);
        says("I am back.");
        assertEquals("intermediateim.seats.say.help[]", ((Message) sent.get(sent.size() - 1)).getBody());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<delay xmlns='urn:xmpp:delay' stamp='2026-11-23T12:00:00Z'/>",
                "<x xmlns='jabber:x:delay' stamp='20261123T12:00:00'/>"
            })
    void areNotAnsweredWhenTheyAreOld(String delay) {
        feature.requests()
                .answer(
                        Xml.message("<message type='chat' from='" + CLIENT
                                + "' to='seats@agents.montague.lit'><body>list</body>" + delay + "</message>"),
                        sent::add);
        assertEquals(List.of(), sent);
    }

    @ParameterizedTest
    @CsvSource({
        "romeo@montague.lit, subscribe, subscribed;null",
        "romeo@montague.lit, probe, null",
        "romeo@montague.lit, unsubscribe, unsubscribed;unavailable",
        "romeo@montague.lit/phone, , ''",
        "romeo@montague.lit, subscribed, ''",
        "tybalt@capulet.lit, subscribe, unsubscribed",
        "tybalt@capulet.lit, probe, ''"
    })
    void toBeAContactAreAnsweredForUsersOfThisServer(String from, String type, String answers) {
        List<Presence> answered = feature.requests()
                .answer(Xml.presence("<presence from='" + from + "' to='seats@agents.montague.lit'"
                        + (type == null ? "" : " type='" + type + "'") + "/>"));
        assertEquals(
                answers,
                answered.stream()
                        .map(answer -> String.valueOf(answer.getType()))
                        .collect(Collectors.joining(";")));
        answered.forEach(
                answer -> assertEquals("seats@agents.montague.lit>" + from, answer.getFrom() + ">" + answer.getTo()));
    }

    private static final String LIST =
            "<command xmlns='http://jabber.org/protocol/commands' node='intermediateim#list'/>";
    private static final String ITEMS =
            "<query xmlns='http://jabber.org/protocol/disco#items' node='http://jabber.org/protocol/commands'/>";

    @ParameterizedTest
    @CsvSource({
        "romeo@montague.lit/phone, set, " + LIST + ", true",
        "romeo@montague.lit/phone, get, " + ITEMS + ", true",
        "romeo@montague.lit/phone, get, " + LIST + ", false",
        "romeo@montague.lit/phone, get, <query xmlns='jabber:iq:version'/>, false",
        "tybalt@capulet.lit/phone, set, " + LIST + ", false",
        "tybalt@capulet.lit/phone, get, " + ITEMS + ", false"
    })
    void areAnsweredForUsersOfThisServer(String from, String type, String payload, boolean answered) {
        IQ request = Xml.iq(
                "<iq type='" + type + "' id='1' from='" + from + "' to='agents.montague.lit'>" + payload + "</iq>");
        assertEquals(answered, feature.requests().answer(request, sent::add));
        assertEquals(
                answered ? List.of(IQ.Type.result) : List.of(),
                sent.stream().map(answer -> ((IQ) answer).getType()).toList());
    }
}

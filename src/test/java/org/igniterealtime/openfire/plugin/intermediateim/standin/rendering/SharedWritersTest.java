package org.igniterealtime.openfire.plugin.intermediateim.standin.rendering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.AnnouncedClients.Announced;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FakeClock;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Xml;
import org.junit.jupiter.api.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

class SharedWritersTest {

    private static final JID ROMEO = new JID("romeo@example.org/dino");

    private final Map<JID, String> nodes = new HashMap<>(Map.of(ROMEO, "https://dino.im"));
    private final FakeClock clock = new FakeClock();
    private final List<Element> told = new ArrayList<>();
    private final ClientRenderings here = renderings(nodes);
    private final ClientRenderings there = renderings(Map.of());
    private final SharedWriters writers = new SharedWriters(here, told::add, clock);
    private final SharedWriters others = new SharedWriters(there, told::add, clock);

    private static ClientRenderings renderings(Map<JID, String> nodes) {
        return new ClientRenderings(
                address -> Optional.ofNullable(nodes.get(address)).map(node -> new Announced(node, Optional.empty())),
                RendererTable.of(List.of()));
    }

    private static IQ request(Element payload) {
        IQ request = new IQ(IQ.Type.set, "1");
        request.setFrom("intermediateim-1.example.org");
        request.setTo("intermediateim-2.example.org");
        request.setChildElement(payload);
        return request;
    }

    @Test
    void theOtherNodeKnowsTheClientFromThenOn() {
        writers.wrote(ROMEO);
        assertEquals(Optional.empty(), there.client(ROMEO));

        Optional<IQ> answer = others.answer(request(told.get(0)));

        assertEquals(IQ.Type.result, answer.orElseThrow().getType());
        assertTrue(here.client(ROMEO).isPresent());
        assertEquals(here.client(ROMEO), there.client(ROMEO));
    }

    @Test
    void itIsToldAgainWhenTheClientIsAnotherOneOrSomeMinutesLater() {
        writers.wrote(ROMEO);
        writers.wrote(ROMEO);
        assertEquals(1, told.size());
        nodes.put(ROMEO, "https://conversejs.org");
        writers.wrote(ROMEO);
        assertEquals(2, told.size());
        clock.pass(SharedWriters.TELL_AGAIN);
        writers.wrote(ROMEO);
        assertEquals(3, told.size());
        writers.forget(ROMEO.asBareJID());
        writers.wrote(ROMEO);
        assertEquals(4, told.size());
    }

    @Test
    void nothingIsToldOfClientsWhoseTextsMeanTheSameToEverybody() {
        nodes.put(ROMEO, "https://pidgin.im/");
        writers.wrote(ROMEO);
        nodes.remove(ROMEO);
        writers.wrote(ROMEO);
        assertEquals(List.of(), told);
    }

    @Test
    void whatIsSaidAboutOtherThingsIsForOthersToAnswer() {
        assertEquals(Optional.empty(), others.answer(request(Xml.element("<writer xmlns='urn:x' jid='a@b/c'/>"))));
    }
}

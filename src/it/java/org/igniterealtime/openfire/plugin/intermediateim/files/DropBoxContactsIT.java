package org.igniterealtime.openfire.plugin.intermediateim.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Drop boxes of a group's members as contacts of the other members. */
class DropBoxContactsIT {

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    private static final String SETTING = "plugin.intermediateim.files.roster-groups";

    private String julietName;
    private String romeoName;
    private RawClient romeo;

    @BeforeEach
    void makeGroup() {
        julietName = openfire.user("juliet");
        romeoName = openfire.user("romeo");
        openfire.control().createGroup("lovers of " + julietName, List.of(julietName, romeoName));
    }

    private String box() {
        return julietName + "@files.example.org";
    }

    private void turnOn() {
        openfire.property(SETTING, "lovers of " + julietName);
    }

    private void romeoComes() {
        romeo = openfire.connect(romeoName, "orchard");
    }

    /** @return what the roster says of Juliet's drop box */
    private Optional<Element> contact() {
        Element roster = romeo.ask("<iq type='get' id='%s'><query xmlns='jabber:iq:roster'/></iq>");
        return items(roster).stream().findFirst();
    }

    private List<Element> items(Element iq) {
        return iq.element("query").elements("item").stream()
                .filter(item -> box().equals(item.attributeValue("jid")))
                .toList();
    }

    private Element pushed() {
        return items(romeo.await(stanza -> "set".equals(stanza.attributeValue("type"))
                        && stanza.element("query") != null
                        && !items(stanza).isEmpty()))
                .get(0);
    }

    private void awaitPresence(String type) {
        romeo.await(stanza -> stanza.getName().equals("presence")
                && (box() + "/inbox").equals(stanza.attributeValue("from"))
                && type.equals(stanza.attributeValue("type", "")));
    }

    private List<String> stored() {
        return openfire.control().query("SELECT jid FROM ofRoster WHERE jid = '" + box() + "'");
    }

    @Test
    void theyAreThereWhenAClientComes() {
        turnOn();
        romeoComes();

        Element contact = contact().orElseThrow();
        romeo.send("<presence/>");

        assertEquals("to", contact.attributeValue("subscription"));
        assertTrue(contact.attributeValue("name").endsWith(" (files)"), contact.asXML());
        awaitPresence("");
        assertEquals(List.of(), stored());
    }

    @Test
    void theyComeToThoseWhoAreOnlineAndGo() {
        romeoComes();
        assertEquals(Optional.empty(), contact());
        romeo.send("<presence/>");

        turnOn();
        assertEquals("to", pushed().attributeValue("subscription"));
        awaitPresence("");
        openfire.property(SETTING, "");

        assertEquals("remove", pushed().attributeValue("subscription"));
        assertEquals(Optional.empty(), contact());
    }

    @Test
    void whatAUserDoesWithThemIsNotStored() {
        turnOn();
        romeoComes();
        romeo.ask("<iq type='set' id='%s'><query xmlns='jabber:iq:roster'><item jid='" + box()
                + "' name='Sweet'><group>Friends</group></item></query></iq>");
        romeo.send("<presence type='subscribe' to='" + box() + "'/>");
        awaitPresence("");

        assertEquals("Sweet", contact().orElseThrow().attributeValue("name"));
        assertEquals(List.of(), stored());
        openfire.property(SETTING, "");
        romeo.await(stanza -> stanza.asXML().contains("subscription=\"remove\""));
        assertEquals(Optional.empty(), contact());
    }

    @Test
    void contactsThatUsersHaveAddedThemselvesStay() {
        romeoComes();
        romeo.ask("<iq type='set' id='%s'><query xmlns='jabber:iq:roster'><item jid='" + box()
                + "' name='Sweet'/></query></iq>");
        romeo.send("<presence type='subscribe' to='" + box() + "'/>");
        romeo.await(stanza -> stanza.asXML().contains("subscription=\"to\""));

        turnOn();
        openfire.property(SETTING, "");

        assertEquals("Sweet", contact().orElseThrow().attributeValue("name"));
        assertEquals(List.of(box()), stored());
    }
}

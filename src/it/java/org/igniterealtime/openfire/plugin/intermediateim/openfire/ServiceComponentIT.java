package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SharedOpenfire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Our address on the running server, as clients see it. */
class ServiceComponentIT {

    @RegisterExtension
    static final SharedOpenfire openfire = new SharedOpenfire();

    @Test
    @Requirement("0071-53")
    void saysWhatItIsAndWhatItCanDo() {
        Element query = askInfo("intermediateim.example.org").element("query");
        assertEquals("component", query.element("identity").attributeValue("category"));
        assertTrue(query.asXML().contains("http://jabber.org/protocol/xhtml-im"), query.asXML());
    }

    @Test
    void doesNotAdvertiseWhatIsSwitchedOff() {
        openfire.property("plugin.intermediateim.xhtml.enabled", "false");
        String info = askInfo("intermediateim.example.org").asXML();

        assertTrue(!info.contains("xhtml-im"), info);
    }

    @Test
    void isListedByTheServer() {
        Element items = openfire.client("romeo")
                .ask("<iq type='get' id='%s' to='example.org'>"
                        + "<query xmlns='http://jabber.org/protocol/disco#items'/></iq>");
        assertTrue(items.asXML().contains("intermediateim.example.org"), items.asXML());
    }

    @Test
    void movesAtOnceWhenItsSubdomainIsChanged() {
        openfire.property("plugin.intermediateim.service.subdomain", "suite");
        assertEquals("result", askInfo("suite.example.org").attributeValue("type"));
        assertEquals("error", askInfo("intermediateim.example.org").attributeValue("type"));
    }

    @Test
    void staysWhereItIsWhenTheSubdomainIsNoSuchThing() {
        openfire.property("plugin.intermediateim.service.subdomain", "no such thing");
        assertEquals("result", askInfo("intermediateim.example.org").attributeValue("type"));
    }

    @Test
    void answersAPing() {
        assertEquals(
                "result",
                openfire.client("romeo")
                        .ask("<iq type='get' id='%s' to='intermediateim.example.org'>"
                                + "<ping xmlns='urn:xmpp:ping'/></iq>")
                        .attributeValue("type"));
    }

    private static Element askInfo(String address) {
        RawClient romeo = openfire.client("romeo");
        return romeo.ask("<iq type='get' id='%s' to='" + address + "'>"
                + "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.demo;

import com.microsoft.playwright.Page;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Browser;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.RawClient;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SmackClient;
import org.jivesoftware.smack.chat2.ChatManager;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smackx.xhtmlim.packet.XHTMLExtension;

/** The main scenario, played with a raw client, Smack and a browser. Each step says what it shows, and fails loudly. */
final class Scenario {

    private final EmbeddedOpenfire openfire;
    private final PrintStream out;
    private int step;

    Scenario(EmbeddedOpenfire openfire, PrintStream out) {
        this.openfire = openfire;
        this.out = out;
    }

    void play() throws Exception {
        hostileMarkupArrivesHarmless();
        theAdminSeesItCounted();
        out.println("The scenario went well.");
    }

    private void hostileMarkupArrivesHarmless() throws Exception {
        try (SmackClient juliet = SmackClient.login(openfire, "juliet");
             RawClient romeo = RawClient.login(openfire.clientPort(), "romeo", EmbeddedOpenfire.PASSWORD, "raw")) {
            CompletableFuture<Message> arrived = new CompletableFuture<>();
            ChatManager.getInstanceFor(juliet.connection())
                    .addIncomingListener((from, message, chat) -> arrived.complete(message));
            romeo.send("""
                    <message to='juliet@example.org' type='chat'><body>Hi there!</body>\
                    <html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>\
                    <p onclick='steal()'>Hi <strong>there</strong>!<script>steal()</script></p></body></html></message>""");
            Message message = arrived.get(30, TimeUnit.SECONDS);
            String markup = XHTMLExtension.from(message).getBodies().get(0).toString();
            check("Romeo sends a script in formatted text; Juliet gets " + markup,
                    message.getBody().equals("Hi there!") && markup.contains("<strong>there</strong>")
                            && !markup.contains("steal"));
        }
    }

    private void theAdminSeesItCounted() {
        try (Browser browser = new Browser()) {
            Page page = browser.page();
            Browser.openConsole(page, openfire, "overview");
            String count = page.locator("[data-counter='xhtml.cleaned']").innerText();
            check("The admin sees on the page Overview: messages made safe: " + count, count.equals("1"));
            Browser.screenshot(page, "demo-overview");
        }
    }

    private void check(String what, boolean holds) {
        out.println(++step + ". " + what);
        if (!holds) {
            throw new AssertionError("step " + step + " went wrong: " + what);
        }
    }
}

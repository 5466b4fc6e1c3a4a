package org.igniterealtime.openfire.plugin.intermediateim.demo;

import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FreePorts;

/**
 * A real Openfire with the plugin, users made, console open: {@code Demo} waits until it is interrupted,
 * {@code Demo --script} plays the main scenario by itself and exits non-zero if anything in it goes wrong.
 */
public final class Demo {

    static final List<String> USERS = List.of("romeo", "juliet", "mercutio");

    private Demo() {}

    public static void main(String[] args) throws Exception {
        boolean script = List.of(args).contains("--script");
        EmbeddedOpenfire openfire = EmbeddedOpenfire.withPlugin();
        if (!script) {
            openfire.ports(5222, 9090, 7070);
        }
        openfire.property("httpbind.port.secure", String.valueOf(script ? FreePorts.next() : 7443));
        USERS.forEach(openfire::user);
        try (openfire) {
            openfire.start();
            befriend(openfire);
            if (script) {
                new Scenario(openfire, System.out).play();
            } else {
                System.out.print(invitation(openfire));
                Thread.currentThread().join();
            }
        }
    }

    static void befriend(EmbeddedOpenfire openfire) {
        USERS.forEach(one -> USERS.stream()
                .filter(other -> one.compareTo(other) < 0)
                .forEach(other -> openfire.control().befriend(one, other)));
    }

    private static String invitation(EmbeddedOpenfire openfire) {
        return """

                A real Openfire 4.2.0 with Intermediate IM is running on this machine.

                  Admin console   %s/plugins/intermediateim/overview   (admin / admin)
                  XMPP            127.0.0.1:%d, domain %s, without TLS (allow plain text passwords in the client)
                  BOSH            http://127.0.0.1:%d/http-bind/
                  Users           %s; password "%s"; all are in each other's rosters
                  Rooms           conference.%s
                  Log             %s

                Try it:
                  1. Log in as romeo and as juliet with two clients, e.g. Pidgin or Psi.
                  2. Send this from romeo's XML console:
                     <message to='juliet@%s' type='chat'><body>Hi there!</body>
                       <html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>
                       <p onclick='steal()'>Hi <strong>there</strong>!<script>steal()</script></p></body></html></message>
                     Juliet's client receives it with the bold word, but without the script and the event handler.
                  3. The Overview page counts the message. You can also switch the feature off there.
                  4. Send a file from romeo to juliet: the server relays it through bytestreams.%s, port %d.
                  5. Log in as mercutio as well. The server tells his client what juliet's client can do, so that
                     her client is not asked again. The Clients page shows what each client can do.
                  6. As romeo, enter balcony@conference.%s, write "keep balcony@conference.%s as romeo" to
                     seats@agents.%s and go offline. The other occupants still see romeo, as away. He receives
                     their private messages and mentions when he enters the room again.
                  7. Log out as juliet. As romeo, add juliet@files.%s as a contact and send a file to it, or send one
                     to juliet herself if your client can (Psi does). When she comes online, it is offered to her, or she
                     gets a link if her client takes no files (Gajim, Dino). If such a client is online, romeo's offers
                     to send files to it as well.

                Press Ctrl-C to stop.
                """.formatted(
                        openfire.consoleUrl(),
                        openfire.clientPort(),
                        EmbeddedOpenfire.DOMAIN,
                        openfire.httpBindPort(),
                        String.join(", ", USERS),
                        EmbeddedOpenfire.PASSWORD,
                        EmbeddedOpenfire.DOMAIN,
                        openfire.log(),
                        EmbeddedOpenfire.DOMAIN,
                        EmbeddedOpenfire.DOMAIN,
                        openfire.proxyPort(),
                        EmbeddedOpenfire.DOMAIN,
                        EmbeddedOpenfire.DOMAIN,
                        EmbeddedOpenfire.DOMAIN,
                        EmbeddedOpenfire.DOMAIN);
    }
}

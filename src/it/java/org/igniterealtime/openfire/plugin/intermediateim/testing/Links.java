package org.igniterealtime.openfire.plugin.intermediateim.testing;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.files.links.FileLinks;
import org.igniterealtime.openfire.plugin.intermediateim.files.links.LinkTokens;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.testing.server.ServerControlMXBean;

/** Files as if their owner had been sent links. */
public final class Links {

    public static final String SECRET = "plugin.intermediateim-secret.links";

    private Links() {}

    /**
     * Sends a file to a user who is away, and has the server believe that the user was sent a link.
     *
     * @param username of the owner
     * @return the path of the link, which ends in {@code /x}
     */
    public static String send(
            RawFiles sender, ServerControlMXBean control, String username, String name, byte[] content)
            throws IOException {
        String sid = "link" + System.nanoTime();
        sender.send(RawFiles.IBB, username + "@files.example.org/inbox", sid, name, content);
        return toLast(control, username);
    }

    /**
     * Has the server believe that the user was sent a link to the last file that waits for the user.
     *
     * @return the path of the link, which ends in {@code /x}
     */
    public static String toLast(ServerControlMXBean control, String username) {
        List<String> ids = control.query("SELECT fileID FROM ofIntermediateImFile WHERE owner = '" + username
                + "@example.org' AND state = 'WAITING' ORDER BY takenTime DESC");
        control.execute("UPDATE ofIntermediateImFile SET state = 'LINKED', linkedTime = takenTime WHERE fileID = '"
                + ids.get(0) + "'");
        return FileLinks.PATH + "/" + tokens(control).token(new FileId(ids.get(0))) + "/x";
    }

    private static LinkTokens tokens(ServerControlMXBean control) {
        return new LinkTokens(Base64.getDecoder().decode(control.getProperty(SECRET)));
    }
}

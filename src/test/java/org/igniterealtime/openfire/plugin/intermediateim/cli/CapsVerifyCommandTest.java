package org.igniterealtime.openfire.plugin.intermediateim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapsVerifyCommandTest {

    private static final String QUERY =
            "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='client' type='pc' name='Exodus 0.9.1'/>"
                    + "<feature var='http://jabber.org/protocol/caps'/><feature var='http://jabber.org/protocol/disco#info'/>"
                    + "<feature var='http://jabber.org/protocol/disco#items'/><feature var='http://jabber.org/protocol/muc'/></query>";
    private static final String NAME = "sha-1_http%3A%2F%2Fexodus.example%23QgayPKawpkPSDYmwT%2FWM94uAlu0%3D.xml";

    private final StringWriter out = new StringWriter();

    @TempDir
    Path folder;

    private int verify(Path path) throws IOException {
        return new CapsVerifyCommand(new PrintWriter(out)).verify(path);
    }

    @Test
    void saysWhichAreVerified() throws IOException {
        Files.writeString(folder.resolve(NAME), QUERY);
        assertEquals(0, verify(folder));
        assertEquals("verified\t" + NAME + "\n", out.toString());
    }

    @Test
    void saysWhyTheOthersAreNot() throws IOException {
        Files.writeString(folder.resolve("a.xml"), QUERY);
        Files.writeString(folder.resolve("sha-1_b#c.xml"), "<query>");
        Files.writeString(folder.resolve(NAME), QUERY.replace("pc", "phone"));
        Files.writeString(folder.resolve("sha-999_x#y.xml"), QUERY);

        assertEquals(1, verify(folder));
        assertEquals(
                "not named <hash>_<node>#<ver>.xml\ta.xml\nnot well-formed XML, or too large\tsha-1_b#c.xml\n"
                        + "mismatch\t" + NAME + "\nunknown hash\tsha-999_x#y.xml\n",
                out.toString());
    }

    @Test
    void takesAZipToo() throws IOException {
        Path zip = folder.resolve("caps.zip");
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(file)) {
            entries.putNextEntry(new ZipEntry("hashes/" + NAME));
            entries.write(QUERY.getBytes());
        }

        assertEquals(0, verify(zip));
    }

    @Test
    void findsNothingInAnEmptyFolder() throws IOException {
        assertEquals(2, verify(folder));
    }
}

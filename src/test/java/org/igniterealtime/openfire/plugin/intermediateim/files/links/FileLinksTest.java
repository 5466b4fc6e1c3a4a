package org.igniterealtime.openfire.plugin.intermediateim.files.links;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileContent;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileName;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.NewFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.OfferedTo;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmpp.packet.JID;

/** What a link looks like. */
class FileLinksTest {

    private static final LinkTokens TOKENS = new LinkTokens(new byte[32]);
    private static final FileId ID = new FileId("3f".repeat(16));

    private final FileLinks links = new FileLinks(() -> TOKENS, () -> Optional.of("https://capulet.lit:7443"));

    private static StoredFile file(String name) {
        NewFile offer = new NewFile(
                new JID("romeo@montague.lit"),
                new JID("juliet@capulet.lit"),
                FileName.of(name),
                1,
                Optional.empty(),
                "",
                OfferedTo.BARE_JID);
        return new StoredFile(
                ID,
                offer,
                Instant.EPOCH,
                FileState.WAITING,
                Optional.of(new FileContent("image/png", "5a".repeat(32))),
                "here");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "rose.png, rose.png",
        "a b.png, a%20b.png",
        "100%.txt, 100%25.txt",
        "a#b?c=d&e.png, a%23b_c%3Dd%26e.png",
        "Müller – 履歴 😀.png, M%C3%BCller%20%E2%80%93%20%E5%B1%A5%E6%AD%B4%20%F0%9F%98%80.png",
        "'-._~;+@!$()', -._~%3B%2B%40%21%24%28%29"
    })
    void endsInTheName(String name, String encoded) {
        String token = TOKENS.token(ID);
        assertEquals(
                Optional.of("https://capulet.lit:7443/intermediateim/files/" + token + "/" + encoded),
                links.url(file(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nSet-Cookie: x.png", "../../etc/passwd", "<script>.html", "\u202Egnp.exe", "?#%"})
    void isAUriWhateverTheName(String name) {
        URI uri = URI.create(links.url(file(name)).orElseThrow());
        assertEquals(
                FileName.of(name).text(), uri.getPath().substring(uri.getPath().lastIndexOf('/') + 1));
        assertEquals(null, uri.getQuery());
        assertEquals(null, uri.getFragment());
    }

    @Test
    void tellsItsTokenWhateverTheName() {
        String token = TOKENS.token(ID);
        String url = links.url(file("a b.png")).orElseThrow();
        assertEquals(Optional.of(token), links.token(url));
        assertEquals(Optional.of(token), links.token(url.replace("a%20b.png", "other")));
        assertEquals(Optional.of(token), links.token("https://capulet.lit:7443/intermediateim/files/" + token));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://capulet.lit/intermediateim/files/%s/a",
                "http://capulet.lit:7443/intermediateim/files/%s/a",
                "https://capulet.lit:7443.evil.example/intermediateim/files/%s/a",
                "https://capulet.lit:7443@evil.example/intermediateim/files/%s/a",
                "https://evil.example/?https://capulet.lit:7443/intermediateim/files/%s/a",
                "https://capulet.lit:7443/intermediateim/files/../files/%s/a",
                "https://capulet.lit:7443/intermediateim/files/%s0/a",
                "https://capulet.lit:7443/intermediateim/files%s/a",
                "https://capulet.lit:7443/intermediateim/files/",
                "https://capulet.lit:7443/intermediateim/files",
                ""
            })
    void knowsNoTokenOfOtherUrls(String url) {
        assertEquals(Optional.empty(), links.token(String.format(url, TOKENS.token(ID))));
        assertEquals(Optional.empty(), new FileLinks(() -> TOKENS, Optional::empty).token(url));
    }

    @Test
    void thereIsNoneWithoutAServer() {
        assertEquals(Optional.empty(), new FileLinks(() -> TOKENS, Optional::empty).url(file("a")));
    }
}

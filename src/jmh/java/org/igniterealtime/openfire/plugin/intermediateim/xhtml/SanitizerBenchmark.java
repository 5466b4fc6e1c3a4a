package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import java.io.StringReader;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.dom4j.Element;
import org.dom4j.io.XPP3Reader;
import org.igniterealtime.openfire.plugin.intermediateim.cli.StanzaParser;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.xmlpull.v1.XmlPullParserFactory;

/** What cleaning costs, beside what parsing and writing the same stanza costs anyway. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class SanitizerBenchmark {

    /** A line as Pidgin writes it. */
    private static final String LINE =
            "<p>Hi <span style='font-weight: bold;'>Romeo</span>, see <a href='https://example.org/play?act=2'>the play</a>,"
                    + " <em>tonight</em> at <span style='color: #cc0000; font-size: large;'>nine</span> <img alt=':-)' src='cid:sha1+8f35@bob.xmpp.org'/><br/>bring"
                    + " <strong>Mercutio</strong></p>";

    private static final String HOSTILE_LINE =
            "<p onclick='alert(1)'><script>alert(1)</script><b>Hi</b> <font color='red' size='5'>you</font>"
                    + " <a href='java&#10;script:alert(1)'>x</a> <span style='position: fixed; color: red; width: expression(1)'>y</span>"
                    + " <a href='https://evil.example/'>https://bank.example/login</a> <img src='data:x' alt='z'/></p>";

    /** A body of about 300 bytes, of 10 KB and of 1 MB, and what is not ours. */
    @Param({"300 B", "10 KB", "10 KB hostile", "1 MB text", "1 MB elements", "none"})
    String stanza;

    private final XPP3Reader reader = new XPP3Reader();
    private String xml;
    private Element message;
    private Element html;
    private XhtmlSanitizer sanitizer;

    @Setup
    public void prepare() throws Exception {
        reader.setXPPFactory(XmlPullParserFactory.newInstance(StanzaParser.class.getName(), null));
        String content = switch (stanza) {
            case "300 B" -> LINE;
            case "10 KB" -> LINE.repeat(10 * 1024 / LINE.length());
            case "10 KB hostile" -> HOSTILE_LINE.repeat(10 * 1024 / HOSTILE_LINE.length());
            case "1 MB text" ->
                "<p>" + "All the world's a stage, and all the men and women merely players. ".repeat(15_000) + "</p>";
            case "1 MB elements" -> "<foo>a<b>c</b></foo>".repeat(50_000);
            default -> "";
        };
        String markup = stanza.equals("none")
                ? "<active xmlns='http://jabber.org/protocol/chatstates'/><x xmlns='urn:x'><y/></x>"
                : "<html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>"
                        + content + "</body></html>";
        xml =
                "<message xmlns='jabber:client' from='juliet@capulet.example/balcony' to='romeo@montague.example' type='chat'>"
                        + "<body>Hi Romeo, see the play, tonight at nine</body>" + markup + "</message>";
        message = parse();
        html = message.element("html");
        sanitizer = new XhtmlSanitizer(XhtmlPolicy.DEFAULT);
    }

    /** As the server does, references included. */
    private Element parse() throws Exception {
        return reader.read(new StringReader(xml)).getRootElement();
    }

    @Benchmark
    public String parseAndWrite() throws Exception {
        return parse().asXML();
    }

    @Benchmark
    public Optional<Element> sanitize() {
        return html == null ? Optional.empty() : sanitizer.clean(html);
    }

    @Benchmark
    public boolean glance() {
        return StanzaSanitizer.concerns(message);
    }
}

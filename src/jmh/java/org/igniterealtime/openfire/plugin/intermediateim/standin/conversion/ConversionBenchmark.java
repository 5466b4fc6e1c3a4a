package org.igniterealtime.openfire.plugin.intermediateim.standin.conversion;

import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.dom4j.io.XPP3Reader;
import org.igniterealtime.openfire.plugin.intermediateim.cli.StanzaParser;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.Rendering;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlSanitizer;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.xmlpull.v1.XmlPullParserFactory;
import org.xmpp.packet.Message;

/** What rich text costs at delivery: to see that there is none, to convert it, and in a room. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ConversionBenchmark {

    private static final Rendering XHTML = new Rendering(true, false, false);
    private static final Rendering STYLING = new Rendering(false, true, false);
    private static final Rendering MARKUP = new Rendering(false, true, true);

    private static final String HTML = "<html xmlns='http://jabber.org/protocol/xhtml-im'>"
            + "<body xmlns='http://www.w3.org/1999/xhtml'><p>Hi <span style='font-weight: bold;'>Romeo</span>, see "
            + "<a href='https://example.org/play?act=2'>the play</a>, <em>tonight</em> at nine</p></body></html>";

    private static Message parse(String content) {
        try {
            XPP3Reader reader = new XPP3Reader();
            reader.setXPPFactory(XmlPullParserFactory.newInstance(StanzaParser.class.getName(), null));
            String stanza = "<message xmlns='jabber:client' from='juliet@capulet.example/balcony'"
                    + " to='romeo@montague.example/orchard' type='chat' id='5f3a'>" + content
                    + "<active xmlns='http://jabber.org/protocol/chatstates'/><request xmlns='urn:xmpp:receipts'/>"
                    + "<origin-id xmlns='urn:xmpp:sid:0' id='5f3a'/></message>";
            return new Message(reader.read(new StringReader(stanza)).getRootElement());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static MessageConverter converter() {
        return new MessageConverter(new XhtmlSanitizer(XhtmlPolicy.DEFAULT)::clean);
    }

    /** Messages without rich text, as are most. */
    @State(Scope.Thread)
    public static class Plain {
        @Param({"40", "200"})
        int characters;

        private final Message[] messages = new Message[4];
        private int next;

        @Setup
        public void prepare() {
            String text = "Good night, good night! Parting is such sweet sorrow, that I shall say. ".repeat(5);
            for (int i = 0; i < messages.length; i++) {
                messages[i] = parse("<body>" + text.substring(i, i + characters) + "</body>");
            }
        }

        Message next() {
            return messages[next++ & 3];
        }
    }

    @Benchmark
    public boolean mayConcern(Plain plain) {
        return MessageConverter.mayConcern(plain.next());
    }

    /** One message of each form for one recipient of each kind. */
    @State(Scope.Thread)
    public static class Rich {
        @Param({"XHTML_TO_STYLING", "XHTML_TO_MARKUP", "XHTML_TO_PLAIN", "STYLING_TO_XHTML", "MARKUP_TO_STYLING"})
        ConversionKind kind;

        private final MessageConverter converter = converter();
        private Message message;
        private Rendering recipient;

        @Setup
        public void prepare() {
            message = parse(
                    switch (kind) {
                        case STYLING_TO_XHTML ->
                            "<body>Hi *Romeo*, see the play https://example.org/play?act=2, _tonight_ at nine</body>";
                        case MARKUP_TO_STYLING ->
                            "<body>Hi Romeo, see the play, tonight at nine</body><markup xmlns='urn:xmpp:markup:0'>"
                                    + "<span start='3' end='8'><strong/></span></markup>";
                        default -> "<body>Hi Romeo, see the play, tonight at nine</body>" + HTML;
                    });
            recipient = switch (kind) {
                case XHTML_TO_STYLING, MARKUP_TO_STYLING -> STYLING;
                case XHTML_TO_MARKUP -> MARKUP;
                case XHTML_TO_PLAIN -> Rendering.PLAIN;
                default -> XHTML;
            };
            if (convert().map(Conversion::kind).orElse(null) != kind) {
                throw new IllegalStateException(kind + " is not made");
            }
        }

        Optional<Conversion> convert() {
            return converter.convert(message, from -> STYLING, recipient, ConversionPolicy.DEFAULT);
        }
    }

    @Benchmark
    public Optional<Conversion> convert(Rich rich) {
        return rich.convert();
    }

    /** What a copy costs that nobody has changed: more than that is the price of a conversion. */
    @Benchmark
    public Message copy(Rich rich) {
        return rich.message.createCopy();
    }

    /** A room of 500 with clients of five kinds: per occupant. */
    @State(Scope.Thread)
    public static class Room {
        static final int OCCUPANTS = 500;

        @Param({"shared", "copies"})
        String objects;

        @Param({"html", "styling"})
        String form;

        private final List<Rendering> kinds =
                List.of(XHTML, STYLING, MARKUP, Rendering.PLAIN, new Rendering(true, true, false));
        private final ConversionCache cache = new ConversionCache(converter());
        private final MessageConverter converter = converter();
        private Message message;
        private Message[] messages;
        private int number;

        @Setup
        public void prepare() {
            message = parse(
                    form.equals("html")
                            ? "<body>Hi Romeo, see the play, tonight at nine</body>" + HTML
                            : "<body>Hi *Romeo*, see the play, _tonight_ at nine</body>");
        }

        /** A new message, as each room message is; for version 5 of the server a copy of it for each occupant. */
        void next() {
            Message sent = message.createCopy();
            sent.setBody(message.getBody() + " " + number++);
            messages = new Message[OCCUPANTS];
            for (int i = 0; i < OCCUPANTS; i++) {
                messages[i] = objects.equals("shared") ? sent : sent.createCopy();
            }
        }
    }

    /** The broadcast itself, which makes a copy for each occupant or none. */
    @Benchmark
    @OperationsPerInvocation(Room.OCCUPANTS)
    public void roomWithoutConversion(Room room, Blackhole blackhole) {
        room.next();
        blackhole.consume(room.messages);
    }

    @Benchmark
    @OperationsPerInvocation(Room.OCCUPANTS)
    public void roomWithCache(Room room, Blackhole blackhole) {
        room.next();
        for (int i = 0; i < Room.OCCUPANTS; i++) {
            blackhole.consume(room.cache.convert(
                    room.messages[i], from -> STYLING, room.kinds.get(i % 5), ConversionPolicy.DEFAULT));
        }
    }

    @Benchmark
    @OperationsPerInvocation(Room.OCCUPANTS)
    public void roomWithoutCache(Room room, Blackhole blackhole) {
        room.next();
        for (int i = 0; i < Room.OCCUPANTS; i++) {
            blackhole.consume(room.converter.convert(
                    room.messages[i], from -> STYLING, room.kinds.get(i % 5), ConversionPolicy.DEFAULT));
        }
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.dom4j.Element;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Markup as clients in use write it. */
class RealClientsTest {

    static Stream<Arguments> samples() {
        return Stream.of(
                Arguments.of(
                        "Pidgin: bold",
                        "<p><span style='font-weight: bold;'>Hello</span> there</p>",
                        "*Hello* there",
                        "Hello there"),
                Arguments.of(
                        "Pidgin: nested, link, line break",
                        "<span style='font-weight: bold;'>a <span style='font-style: italic;'>b</span></span><br/>"
                                + "<a href='http://www.pidgin.im/'>http://www.pidgin.im</a> <span style='text-decoration: line-through;'>no</span>",
                        "*a _b_*\nhttp://www.pidgin.im ~no~",
                        "a b\nhttp://www.pidgin.im no"),
                Arguments.of(
                        "Pidgin: fonts and colours",
                        "<span style='font-family: Courier New; font-size: medium; color: #ff0000; background-color: #ffffff;'>x</span>",
                        "x",
                        "x"),
                Arguments.of(
                        "Gajim: paragraph of strong and em",
                        "<p style=\"font-size:large\">Wow, I&apos;m <em>green</em> with <strong>envy</strong>!</p>",
                        "Wow, I'm _green_ with *envy*!",
                        "Wow, I'm green with envy!"),
                Arguments.of(
                        "Gajim: code block",
                        "<p>look:</p><pre>for x in y:\n    print(x)</pre>",
                        "look:\n```\nfor x in y:\n    print(x)\n```",
                        "look:\nfor x in y:\n    print(x)"),
                Arguments.of(
                        "Psi: spans and no-break spaces",
                        "<span style='font-family:Sans; font-size:10pt; font-weight:600'>bold</span>\u00A0 and <span style='font-style:italic'>it</span><br/>\u00A0\u00A0x",
                        "*bold*  and _it_\n  x",
                        "bold  and it\n  x"),
                Arguments.of(
                        "Psi: the paragraph of Qt",
                        "<p style='margin-top:0px; margin-left:0px;'><span style=' font-weight:600; color:#0000ff;'>blue</span> sky</p>",
                        "*blue* sky",
                        "blue sky"),
                Arguments.of(
                        "Spark: Smack's builder",
                        "<span style='font-weight:bold'>Team</span> meeting at <em>5</em><br/>in <a href='http://example.com/room' style=''>this room</a>",
                        "*Team* meeting at _5_\nin this room (http://example.com/room)",
                        "Team meeting at 5\nin this room (http://example.com/room)"),
                Arguments.of(
                        "Smack: lists and headings",
                        "<h1>Hello</h1><ul><li><strong>one</strong></li><li>two</li></ul><blockquote>said</blockquote>",
                        "*Hello*\n- *one*\n- two\n> said",
                        "Hello\n- one\n- two\n> said"),
                Arguments.of(
                        "Adium: a div in Helvetica",
                        "<div><span style='font-family: Helvetica; font-size: medium;'>Hi <strong>you</strong></span></div>",
                        "Hi *you*",
                        "Hi you"),
                Arguments.of(
                        "XEP-0071: image with its text",
                        "<p>Hey, are you licensed to <a href='http://www.jabber.org/'>Jabber</a>?</p>"
                                + "<p><img src='http://www.xmpp.org/images/psa-license.jpg' alt='A License to Jabber' height='261' width='537'/></p>",
                        "Hey, are you licensed to Jabber (http://www.jabber.org/)?\nA License to Jabber (http://www.xmpp.org/images/psa-license.jpg)",
                        "Hey, are you licensed to Jabber (http://www.jabber.org/)?\nA License to Jabber (http://www.xmpp.org/images/psa-license.jpg)"),
                Arguments.of(
                        "XEP-0071: a quotation",
                        "<p>As Emerson said in his essay <cite>Self-Reliance</cite>:</p><blockquote>\"A foolish consistency is the hobgoblin of little minds.\"</blockquote>",
                        "As Emerson said in his essay _Self-Reliance_:\n> \"A foolish consistency is the hobgoblin of little minds.\"",
                        "As Emerson said in his essay Self-Reliance:\n> \"A foolish consistency is the hobgoblin of little minds.\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void isReadAsItsUsersMeantIt(String client, String content, String styling, String plain) {
        Element html = Xhtml.of(content);
        assertEquals(styling, Styling.of(html));
        assertEquals(plain, PlainText.of(html));
    }
}

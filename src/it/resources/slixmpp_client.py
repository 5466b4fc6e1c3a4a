"""A client made with slixmpp that sends and receives bytestreams.

    slixmpp_client.py PORT JID PASSWORD [caps] [ibb] [nofiles] [html]

With "caps" it also announces capabilities, and reads those of others. With "ibb" files are passed in-band and not by SOCKS5 bytestreams.
With "nofiles" it knows of no files and streams. With "html" it shows XHTML-IM, and says "html XHTML" for each message with it.
Says "ready" when it is available, and "received SHA-256 SIZE" for each stream that came to its end.
Says "heard FROM now|STAMP TEXT" for each message with a text to it alone, room messages aside; STAMP is XEP-0203's.
Says "joined ROOM" when it is in a room, and "kicked ROOM" when the room has kicked it.
Takes "write JID TEXT", and sends that with its last word in bold. Takes "link JID URL", and sends a message with that link. Takes "join ROOM NICK", "leave ROOM NICK" and "show ROOM/NICK SHOW". Takes "send SIZE JID" on standard input, and says "sent SHA-256" when all is with the kernel; "offer SIZE JID"
sends the same as a file (SI), and files that others offer are accepted. Takes "caps JID", and says "caps VER" when it has verified those of that JID.
"""

import asyncio
import hashlib
import os
import sys
from xml.etree import ElementTree

import slixmpp
from slixmpp.xmlstream.handler import CoroutineCallback
from slixmpp.xmlstream.matcher import StanzaPath

IBB, S5B = "http://jabber.org/protocol/ibb", "http://jabber.org/protocol/bytestreams"


class Client(slixmpp.ClientXMPP):

    def __init__(self, jid, password, caps, ibb, files, html):
        super().__init__(jid, password, sasl_mech="PLAIN")  # its SCRAM does not get along with Openfire
        self["feature_mechanisms"].unencrypted_plain = True
        if caps:
            self.register_plugin("xep_0115")
        if files:
            self.take_files(ibb)
        if html:
            self.register_plugin("xep_0071")
        self.register_plugin("xep_0045")
        self.register_plugin("xep_0199")
        self.register_plugin("xep_0203")
        self.digest, self.size = hashlib.sha256(), 0
        self.sending = False
        self.receiving, self.end = asyncio.Lock(), asyncio.Event()
        self.nicks, self.joining = {}, {}
        self.add_event_handler("message", self.message)
        self.add_event_handler("groupchat_presence", self.occupant)
        self.add_event_handler("session_start", self.start)
        self.add_event_handler("socks5_data", self.data)
        self.add_event_handler("socks5_closed", self.closed)
        self.add_event_handler("ibb_stream_data", lambda stream: self.data(stream.read()))
        self.add_event_handler("ibb_stream_end", self.closed)

    def take_files(self, ibb):
        self.register_plugin("xep_0065", {"auto_accept": True})
        self.register_plugin("xep_0096")
        si = self["xep_0095"]
        self.method = IBB if ibb else S5B
        si.unregister_method(S5B if ibb else IBB)
        self.remove_handler("SI Request")  # what the plugin has registered does not await its own coroutine
        self.register_handler(CoroutineCallback("SI Request", StanzaPath("iq@type=set/si"), si._handle_request))
        self.add_event_handler("si_request", self.offered)

    def message(self, message):
        if message["type"] != "groupchat" and message["body"]:
            delay = message.xml.find("{urn:xmpp:delay}delay")
            say("heard", message["from"], "now" if delay is None else delay.get("stamp"), message["body"])
            if "xep_0071" in self.plugin and message.xml.find("{http://jabber.org/protocol/xhtml-im}html") is not None:
                say("html", message["html"]["body"])

    def occupant(self, presence):
        room, nick = presence["from"].bare, presence["from"].resource
        if presence["type"] != "unavailable" and nick == self.joining.get(room) and 110 in presence["muc"]["status_codes"]:
            del self.joining[room]
            say("joined", room)
        if presence["type"] == "unavailable" and 307 in presence["muc"]["status_codes"] and nick == self.nicks.get(room):
            say("kicked", room)

    async def start(self, event):
        self.send_presence()
        await self.get_roster()
        if "xep_0115" in self.plugin:
            await self["xep_0115"].update_caps()
        say("ready")

    def data(self, data):
        self.digest.update(data)
        self.size += len(data)

    def closed(self, error):
        if not self.sending:
            say("received", self.digest.hexdigest(), self.size)
        self.digest, self.size = hashlib.sha256(), 0
        self.end.set()

    async def offered(self, offer):
        async with self.receiving:  # what the library tells of streams does not tell them apart
            self.end.clear()
            await self["xep_0095"].accept(offer["from"], offer["si"]["id"], ifrom=offer["to"])
            await self.end.wait()

    async def send_file(self, size, to):
        sid = os.urandom(8).hex()
        await self["xep_0096"].request_file_transfer(slixmpp.JID(to), sid=sid, name=sid, size=size, methods=[{"value": self.method}],
                                                     timeout=30)
        await (self.send_in_band if self.method == IBB else self.send_stream)(size, to, sid)

    async def send_in_band(self, size, to, sid):
        self.sending = True
        content = os.urandom(size)
        stream = await self["xep_0047"].open_stream(slixmpp.JID(to), sid=sid, timeout=30)
        await stream.sendall(content, timeout=30)
        await stream.close(timeout=30)
        say("sent", hashlib.sha256(content).hexdigest())

    async def send_stream(self, size, to, sid=None):
        self.sending = True
        content = os.urandom(size)
        stream = await self["xep_0065"].handshake(slixmpp.JID(to), sid=sid, timeout=30)
        for start in range(0, size, 65536):
            await stream.write(content[start:start + 65536])
        stream.transport.close()  # once all is written
        say("sent", hashlib.sha256(content).hexdigest())

    def link(self, to, url):
        message = self.make_message(to, url, mtype="chat")
        ElementTree.SubElement(ElementTree.SubElement(message.xml, "{jabber:x:oob}x"), "{jabber:x:oob}url").text = url
        message.send()

    async def tell_caps(self, jid):
        while not (ver := await self["xep_0115"].get_verstring(jid)):
            await asyncio.sleep(0.05)
        say("caps", ver)

    async def commands(self):
        while line := await self.loop.run_in_executor(None, sys.stdin.readline):
            command, *words = line.split()
            try:
                if command == "join":
                    self.nicks[words[0]] = self.joining[words[0]] = words[1]
                    self["xep_0045"].join_muc(*words)
                elif command == "leave":
                    self["xep_0045"].leave_muc(*words)
                elif command == "show":
                    self.send_presence(pto=words[0], pshow=words[1])
                elif command == "caps":
                    await self.tell_caps(words[0])
                elif command == "write":
                    text, last = " ".join(words[1:-1]), words[-1]
                    self.send_message(words[0], f"{text} {last}", mhtml=f"<p>{text} <strong>{last}</strong></p>", mtype="chat")
                elif command == "link":
                    self.link(*words)
                elif command == "offer":
                    await self.send_file(int(words[0]), words[1])
                else:
                    await self.send_stream(int(words[0]), words[1])
            except Exception as e:
                say("failed", type(e).__name__, e)
        self.loop.stop()


def say(*words):
    print(*words, flush=True)


client = Client(sys.argv[2], sys.argv[3], "caps" in sys.argv[4:], "ibb" in sys.argv[4:], "nofiles" not in sys.argv[4:],
                "html" in sys.argv[4:])
client.connect(("127.0.0.1", int(sys.argv[1])), disable_starttls=True)
client.loop.create_task(client.commands())
client.loop.run_forever()

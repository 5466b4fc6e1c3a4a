"""A client made with slixmpp that sends and receives bytestreams.

    slixmpp_client.py PORT JID PASSWORD

Says "ready" when it is available, and "received SHA-256 SIZE" for each stream that came to its end.
Says "heard FROM now|delayed TEXT" for each message with a text to it alone, room messages aside.
Takes "join ROOM NICK", and "send SIZE JID" on standard input, and says "sent SHA-256" when all is with the kernel.
"""

import asyncio
import hashlib
import os
import sys

import slixmpp


class Client(slixmpp.ClientXMPP):

    def __init__(self, jid, password):
        super().__init__(jid, password, sasl_mech="PLAIN")  # its SCRAM does not get along with Openfire
        self["feature_mechanisms"].unencrypted_plain = True
        self.register_plugin("xep_0065", {"auto_accept": True})
        self.register_plugin("xep_0045")
        self.register_plugin("xep_0203")
        self.digest, self.size = hashlib.sha256(), 0
        self.sending = False
        self.add_event_handler("message", self.message)
        self.add_event_handler("session_start", self.start)
        self.add_event_handler("socks5_data", self.data)
        self.add_event_handler("socks5_closed", self.closed)

    def message(self, message):
        if message["type"] != "groupchat" and message["body"]:
            delayed = "delayed" if message.xml.find("{urn:xmpp:delay}delay") is not None else "now"
            say("heard", message["from"], delayed, message["body"])

    async def start(self, event):
        self.send_presence()
        await self.get_roster()
        say("ready")

    def data(self, data):
        self.digest.update(data)
        self.size += len(data)

    def closed(self, error):
        if not self.sending:
            say("received", self.digest.hexdigest(), self.size)
        self.digest, self.size = hashlib.sha256(), 0

    async def send_stream(self, size, to):
        self.sending = True
        content = os.urandom(size)
        stream = await self["xep_0065"].handshake(slixmpp.JID(to), timeout=30)
        for start in range(0, size, 65536):
            await stream.write(content[start:start + 65536])
        stream.transport.close()  # once all is written
        say("sent", hashlib.sha256(content).hexdigest())

    async def commands(self):
        while line := await self.loop.run_in_executor(None, sys.stdin.readline):
            word, first, second = line.split()
            if word == "join":
                self["xep_0045"].join_muc(first, second)
                continue
            size, to = first, second
            try:
                await self.send_stream(int(size), to)
            except Exception as e:
                say("failed", type(e).__name__, e)
        self.loop.stop()


def say(*words):
    print(*words, flush=True)


client = Client(sys.argv[2], sys.argv[3])
client.connect(("127.0.0.1", int(sys.argv[1])), disable_starttls=True)
client.loop.create_task(client.commands())
client.loop.run_forever()

package org.igniterealtime.openfire.plugin.intermediateim.socks5;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** A socket that is none. */
final class FakePeer implements Peer {

    final List<Bytestream> relayed = new ArrayList<>();
    boolean closed;
    boolean failing;
    Input input = Input.OPEN;
    int looks;
    private int port = 7778;
    private final InetAddress address;

    FakePeer(String address) {
        try {
            this.address = InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public InetAddress address() {
        return address;
    }

    FakePeer at(int portOfOurs) {
        port = portOfOurs;
        return this;
    }

    @Override
    public SocketAddress streamhost() {
        return InetSocketAddress.createUnresolved("192.0.2.99", port);
    }

    @Override
    public Input look() {
        looks++;
        return input;
    }

    @Override
    public void relayTo(Peer second, Bytestream stream) {
        if (failing) {
            throw new IllegalStateException("no relay");
        }
        relayed.add(stream);
        if (second instanceof FakePeer other) {
            other.relayed.add(stream);
        }
    }

    @Override
    public void relayTo(LocalEnd other, Flow fromHere, Flow fromThere, Bytestream stream) {
        relayed.add(stream);
    }

    @Override
    public void close() {
        closed = true;
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.socks5.negotiation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.si.Namespaces;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts.HostName;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.wire.DestinationAddress;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.PacketError.Condition;

/**
 * A requester tells a target where they can meet (XEP-0065 §6.3.1).
 *
 * @param sid   the stream's id, at most {@value #MAX_SID} UTF-16 code units
 * @param meets the address that both ask the streamhost for
 * @param hosts in the order in which they are to be tried, no two with the same host and port
 */
public record StreamhostOffer(String sid, DestinationAddress meets, List<Host> hosts) {

    public static final int MAX_SID = 256;

    /** A client names its own few addresses and the proxies it knows. */
    static final int MAX_HOSTS = 16;

    private static final int DEFAULT_PORT = 1080; // §9.2

    /**
     * A streamhost.
     *
     * @param jid  its address, by which the target says which one it has used
     * @param host IP address or DNS name, in canonical form
     * @param port 1 to 65535
     */
    public record Host(JID jid, String host, int port) {

        private boolean isAt(Host other) {
            return host.equals(other.host) && port == other.port;
        }
    }

    /** An offer that can't be accepted. */
    public static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        private final Condition condition;

        private RefusedException(Condition condition, String message) {
            super(message, null, false, false); // a stranger causes it: no stack trace
            this.condition = condition;
        }

        /** @return what the requester is told */
        public Condition condition() {
            return condition;
        }
    }

    public StreamhostOffer {
        if (sid.isEmpty() || sid.length() > MAX_SID) {
            throw new IllegalArgumentException("an id of " + sid.length() + " characters");
        }
        List<Host> places = new ArrayList<>();
        hosts.stream()
                .filter(host -> places.stream().noneMatch(host::isAt))
                .limit(MAX_HOSTS)
                .forEach(places::add);
        hosts = List.copyOf(places);
    }

    /**
     * Hosts that can't be used are left out, so there may be none.
     *
     * @param iq a set with a payload in the namespace of bytestreams
     * @throws RefusedException if it is broken, or wants UDP
     */
    public static StreamhostOffer read(IQ iq) throws RefusedException {
        Element query = iq.getChildElement();
        String sid = query.attributeValue("sid", "");
        List<Element> streamhosts = query.elements("streamhost");
        Optional<String> address = Optional.ofNullable(query.attributeValue("dstaddr"));
        if (sid.isEmpty()
                || sid.length() > MAX_SID
                || streamhosts.isEmpty()
                || iq.getElement().elements().size() != 1
                || address.filter(text -> !DestinationAddress.isDigest(text)).isPresent()) {
            throw new RefusedException(Condition.bad_request, "no id, no streamhost, or no hash");
        }
        if (!query.attributeValue("mode", "tcp").equals("tcp")) { // §8.2
            throw new RefusedException(Condition.not_acceptable, "not TCP");
        }
        // through a room, the parties don't know the addresses that the other one hashes (§7)
        DestinationAddress meets = address.map(DestinationAddress::new)
                .orElseGet(() -> DestinationAddress.of(sid, iq.getFrom(), iq.getTo()));
        List<Host> hosts = streamhosts.stream()
                .limit(4L * MAX_HOSTS)
                .flatMap(host -> host(host).stream())
                .toList();
        return new StreamhostOffer(sid, meets, hosts);
    }

    private static Optional<Host> host(Element streamhost) {
        int port = port(streamhost.attributeValue("port"));
        Optional<String> host =
                HostName.read(streamhost.attributeValue("host", "").strip());
        String jid = streamhost.attributeValue("jid", "");
        if (port < 1 || host.isEmpty() || jid.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Host(new JID(jid), host.get(), port));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** @return -1 if it is none */
    private static int port(String text) {
        if (text == null) {
            return DEFAULT_PORT;
        }
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
        return port > 65_535 ? -1 : port;
    }

    /** @return a set with an id of its own */
    IQ toIq(JID requester, JID target) {
        IQ iq = new IQ(IQ.Type.set);
        iq.setFrom(requester);
        iq.setTo(target);
        Element query = iq.setChildElement("query", Namespaces.BYTESTREAMS)
                .addAttribute("sid", sid)
                .addAttribute("mode", "tcp")
                .addAttribute("dstaddr", meets.hex());
        for (Host host : hosts) {
            query.addElement("streamhost")
                    .addAttribute("jid", host.jid().toString())
                    .addAttribute("host", host.host())
                    .addAttribute("port", String.valueOf(host.port()));
        }
        return iq;
    }
}

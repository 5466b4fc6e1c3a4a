package org.igniterealtime.openfire.plugin.intermediateim.socks5.wire;

/** Numbers of RFC 1928. */
final class Socks5 {

    static final byte VERSION = 5;
    static final byte NO_AUTHENTICATION = 0;
    static final byte NO_ACCEPTABLE_METHOD = (byte) 0xFF;
    static final byte CONNECT = 1;
    static final byte IPV4 = 1;
    static final byte DOMAIN_NAME = 3;
    static final byte IPV6 = 4;

    private Socks5() {}
}

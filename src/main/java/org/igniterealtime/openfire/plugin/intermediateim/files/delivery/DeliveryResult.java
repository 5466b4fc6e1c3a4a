package org.igniterealtime.openfire.plugin.intermediateim.files.delivery;

/** What an offer to a client has come to. */
public enum DeliveryResult {
    /** The client has every byte. */
    DELIVERED,
    /** A person, or a client's settings, said no. */
    DECLINED,
    /** The client can't take files in this way. */
    NOT_SUPPORTED,
    /** Nobody is at the client's address any more. */
    CLIENT_GONE,
    /** Streamhosts did not work; an offer of an in-band bytestream alone may. */
    SOCKS5_FAILED,
    /** Nobody answered the offer. */
    NOT_ANSWERED,
    /** The file is not in the store any more, or can't be read. */
    NOT_READABLE,
    /** Anything else. */
    FAILED
}

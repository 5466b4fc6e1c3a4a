package org.igniterealtime.openfire.plugin.intermediateim.si;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.transfers.OfferedFile;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * Is told by an {@link OfferReader} what it has read, and remembers which requests wait for an answer. Any thread.
 *
 * <p>The owner, in what follows, is whoever has caused something to be kept: the bare JID of a user of this server, the
 * domain of anybody else.
 */
public interface OfferObserver {

    /**
     * A request that waits for its answer.
     *
     * @param ofFile whether it offers a file (XEP-0096), not yet a stream
     */
    record Question(String sid, JID requester, JID target, boolean ofFile) {}

    /**
     * A file was offered, for a stream of this id between the two, by whichever of them.
     *
     * @param expected bytes that are to pass; empty if unknown
     */
    void offered(String owner, String sid, JID one, JID other, OfferedFile file, OptionalLong expected);

    /**
     * Only a part of the file is wanted.
     *
     * @param length in bytes; empty for all from the offset on
     */
    void wanted(String owner, String sid, JID one, JID other, long offset, OptionalLong length);

    /**
     * A stream was offered.
     *
     * @param requester comes first in the hash (XEP-0065 §6.3.2)
     * @param proxies   addresses of the proxies that were offered
     */
    void offered(String owner, String sid, JID requester, JID target, Set<String> proxies);

    /** The target was asked something in an IQ of this id. */
    void asked(String owner, String id, Question question);

    /** @return what the target answers with this; once */
    Optional<Question> answered(IQ answer);

    /**
     * The target agrees to a stream.
     *
     * @param proxy that it has connected to; empty if it has not said yet
     */
    void agreed(String owner, String sid, JID requester, JID target, Optional<String> proxy);

    /** The target does not want it after all. */
    void refused(Question question);
}

package org.igniterealtime.openfire.plugin.intermediateim.caps.store;

import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.CapsKey;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;

/** Capabilities that are proved, whoever announces them. Any thread. */
public interface VerifiedCapabilities {

    /** Looks in memory only, so it may be called for each stanza. */
    Optional<DiscoInfo> find(CapsKey key);

    /** As {@link #find}, but also asks the other nodes of a cluster. May block: not on the server's own threads. */
    Optional<DiscoInfo> findAnywhere(CapsKey key);

    /**
     * Verifies an answer and keeps it if it is what was announced. Does not block.
     *
     * @param query the {@code <query/>} of a disco#info result; it is read only
     */
    VerificationResult offer(Announcement announcement, Element query);

    /** As {@link #offer}, for an answer that has come in on another node of a cluster, which keeps it for all. */
    VerificationResult offerFromOtherNode(Announcement announcement, Element query);

    /** Forgets one. */
    void purge(CapsKey key);

    /** Forgets all, the table's contents included. */
    void purgeAll();
}

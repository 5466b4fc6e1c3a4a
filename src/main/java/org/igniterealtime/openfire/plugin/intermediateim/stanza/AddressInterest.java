package org.igniterealtime.openfire.plugin.intermediateim.stanza;

import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;
import org.xmpp.packet.Packet;

/**
 * What a feature wants to be shown because of whom it is from or to, whatever it carries: what no namespace tells. It
 * is asked about every stanza on the server, so a look at an address must be all it takes.
 */
@FunctionalInterface
public interface AddressInterest {

    /** Is nobody's. */
    AddressInterest NONE = (stanza, stage, source) -> false;

    /**
     * @return whether the feature wants to see the stanza, which is not to be changed. Any thread; may not block, nor
     *     throw
     */
    boolean concerns(Packet stanza, Stage stage, Source source);
}

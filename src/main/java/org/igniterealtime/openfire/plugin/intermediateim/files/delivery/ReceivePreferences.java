package org.igniterealtime.openfire.plugin.intermediateim.files.delivery;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.ReceiveBy;
import org.xmpp.packet.JID;

/** How users want to get files, as they have chosen. It is forgotten with the user. Any thread; does not block. */
public interface ReceivePreferences {

    /** @return {@link ReceiveBy#OFFER} if the user has not chosen; fails if that can't be read now */
    CompletionStage<ReceiveBy> of(JID user);

    /**
     * @return the names of those users who have chosen anything but {@link ReceiveBy#OFFER}, sorted, with what they
     *     have chosen; fails if that can't be read now
     */
    CompletionStage<Map<String, ReceiveBy>> chosen();

    /** @return completed when it is stored; fails if that can't be done now */
    CompletionStage<Void> set(JID user, ReceiveBy chosen);
}

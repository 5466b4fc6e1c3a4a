package org.igniterealtime.openfire.plugin.intermediateim.caps;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.HashFunction;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationString;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.xmpp.packet.Presence;

/**
 * What an address of ours announces in its presence, and what it answers when asked about that. Follows what the
 * address can do: who sends presence asks for {@link #announcement()} each time, and sends it again when that has
 * changed (XEP-0115 §6.1). Any thread.
 */
public final class OwnCapabilities {

    /** Names the software (§4): where people can read about it. */
    public static final String NODE = "https://www.igniterealtime.org/projects/openfire/plugins/intermediateim";

    /** Announcements that are still asked about, by those who have not seen the latest yet. */
    private static final int MAX_REMEMBERED = 8;

    private final Supplier<DiscoInfo> info;
    /** Latest first; guarded by this. */
    private final Deque<Announcement> announced = new ArrayDeque<>();

    /** @param info what the address can do at the time of asking */
    public OwnCapabilities(Supplier<DiscoInfo> info) {
        this.info = info;
    }

    /** @return what is to be announced now */
    public synchronized Announcement announcement() {
        HashFunction function = HashFunction.SHA_1; // the one that everybody knows (§9.1)
        Announcement now = new Announcement(function.word(), NODE, VerificationString.of(info.get(), function));
        if (!now.equals(announced.peekFirst())) {
            announced.remove(now);
            announced.addFirst(now);
            if (announced.size() > MAX_REMEMBERED) {
                announced.removeLast();
            }
        }
        return now;
    }

    /** @return a fresh {@code <c/>} for presence */
    public Element toElement() {
        return announcement().toElement();
    }

    /** @return the same presence, with what is announced now */
    public Presence addTo(Presence presence) {
        presence.getElement().add(toElement());
        return presence;
    }

    /**
     * What the address can do now, also to those who ask about what it announced before (§6.2): there is but one truth.
     *
     * @param node that was asked for
     * @return the answer, which repeats the node; empty if the node is none of ours
     */
    public synchronized Optional<Element> answer(String node) {
        announcement(); // somebody may know it though no presence was sent
        return announced.stream().anyMatch(each -> each.discoNode().equals(node))
                ? Optional.of(info.get().toElement(node))
                : Optional.empty();
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.caps.query;

import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.presence.EntityCapabilities;
import org.igniterealtime.openfire.plugin.intermediateim.caps.presence.EntityCapabilities.Entity;
import org.igniterealtime.openfire.plugin.intermediateim.caps.query.CapsQueryScheduler.Question;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.VerifiedCapabilities;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult.Refused;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult.Verified;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Counters;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * Learns from every answer that passes, whoever has asked. Who answers must be who has announced; the hash does the
 * rest.
 */
public final class CapsAnswerListener {

    public static final String LEARNED = "learned";
    public static final String MISMATCHED = "mismatched";

    /** Begins the ids of our own questions: whichever node of a cluster their answer comes to knows it by this. */
    public static final String ID_PREFIX = "intermediateim-caps-";

    private final EntityCapabilities entities;
    private final VerifiedCapabilities proved;
    private final CapsQueryScheduler asker;
    private final RecentCapsMismatches mismatches;
    private final Counters counters;

    public CapsAnswerListener(
            EntityCapabilities entities,
            VerifiedCapabilities proved,
            CapsQueryScheduler asker,
            RecentCapsMismatches mismatches,
            Counters counters) {
        this.entities = entities;
        this.proved = proved;
        this.asker = asker;
        this.mismatches = mismatches;
        this.counters = counters;
    }

    /**
     * @param answer a result or an error with a disco#info payload
     * @return whether the question was ours, so nobody else waits for it
     */
    public boolean hear(IQ answer) {
        String from = answer.getFrom().toString();
        boolean ours = isOurs(answer.getID(), answer.getTo());
        Optional<Question> question = ours ? asker.answered(answer.getID(), from) : Optional.empty();
        if (answer.getType() == IQ.Type.result) {
            learn(from, answer.getChildElement(), question);
        }
        return ours;
    }

    /** An answer goes out to who has asked. Where it has come in on another node of a cluster it is news here. */
    public void answerSent(IQ answer) {
        Entity entity = answer.getType() == IQ.Type.result
                ? entities.get(answer.getFrom().toString())
                : null;
        if (entity == null || entity.firsthand()) {
            return;
        }
        Element query = answer.getChildElement();
        String node = query.attributeValue("node");
        if (node == null || entity.announced().about(node).isPresent()) {
            entity.announced().all().stream()
                    .filter(each -> proved.find(each.key()).isEmpty())
                    .filter(each -> proved.offerFromOtherNode(each, query) instanceof Verified)
                    .forEach(each -> {
                        counters.add(LEARNED, 1);
                        asker.answerKnown(entity.address(), each);
                    });
        }
    }

    /** @return whether a question of ours has this id, and this address at our end */
    public static boolean isOurs(String id, JID server) {
        return id != null && id.startsWith(ID_PREFIX) && server != null && server.getNode() == null;
    }

    private void learn(String from, Element query, Optional<Question> question) {
        Entity entity = entities.at(from).orElse(null);
        String node = query.attributeValue("node");
        // an answer about some other node says nothing of what is announced; one to a question of ours may come late
        if (entity != null && (node == null || entity.announced().about(node).isPresent())) {
            entity.announced().all().forEach(announcement -> learn(entity, announcement, query));
        } else {
            question.ifPresent(asked -> verdict(from, asked.announcement(), query));
        }
    }

    private void learn(Entity entity, Announcement announcement, Element query) {
        if (proved.find(announcement.key()).isPresent()) {
            return;
        }
        VerificationResult verdict = verdict(entity.address(), announcement, query);
        if (verdict instanceof Refused refused && refused.reason().holdsForSender()) {
            DiscoInfo.in(query).ifPresent(own -> entities.keepOwnInfo(entity, own));
            asker.answerKnown(entity.address(), announcement);
        }
    }

    private VerificationResult verdict(String from, Announcement announcement, Element query) {
        VerificationResult verdict = proved.offer(announcement, query);
        if (verdict instanceof Verified) {
            counters.add(LEARNED, 1);
            asker.answerKnown(from, announcement);
        } else if (verdict instanceof Refused refused && !isHonest(refused)) {
            counters.add(MISMATCHED, 1);
            mismatches.add(from, announcement, refused.reason());
        }
        return verdict;
    }

    /** What merely can't be proved is no lie; a separator inside a part is one, or the work of a fool. */
    private static boolean isHonest(Refused refused) {
        return refused.reason().holdsForSender() && refused.reason() != VerificationResult.Reason.SEPARATOR_INSIDE;
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.caps;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.VerifiedCapabilities;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.CapsKey;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.CapsVerifier;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;

/** Verifies, and keeps in a map. */
final class FakeProved implements VerifiedCapabilities {

    final Map<CapsKey, DiscoInfo> held = new HashMap<>();
    /** What other nodes of the cluster know. */
    final Map<CapsKey, DiscoInfo> elsewhere = new HashMap<>();

    int offered;
    int overheard;

    @Override
    public Optional<DiscoInfo> find(CapsKey key) {
        return Optional.ofNullable(held.get(key));
    }

    @Override
    public Optional<DiscoInfo> findAnywhere(CapsKey key) {
        if (elsewhere.containsKey(key)) {
            held.put(key, elsewhere.get(key));
        }
        return find(key);
    }

    @Override
    public VerificationResult offer(Announcement announcement, Element query) {
        offered++;
        VerificationResult verdict = CapsVerifier.verify(announcement, query);
        if (verdict instanceof VerificationResult.Verified verified) {
            held.put(announcement.key(), verified.info());
        }
        return verdict;
    }

    @Override
    public VerificationResult offerFromOtherNode(Announcement announcement, Element query) {
        overheard++;
        return offer(announcement, query);
    }

    @Override
    public void purge(CapsKey key) {
        held.remove(key);
    }

    @Override
    public void purgeAll() {
        held.clear();
    }
}

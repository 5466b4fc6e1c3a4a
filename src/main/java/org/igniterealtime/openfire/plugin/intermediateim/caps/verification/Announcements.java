package org.igniterealtime.openfire.plugin.intermediateim.caps.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dom4j.Element;
import org.dom4j.Node;
import org.igniterealtime.openfire.plugin.intermediateim.caps.bounds.Octets;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Payloads;

/**
 * All that one presence announces of its sender's capabilities: at least one, XEP-0390 first, which is the better
 * proof.
 */
public final class Announcements {

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L; // odd, and with bits all over
    /** Of an object, with its place in a list and an array. */
    private static final int OVERHEAD = 48;

    private final List<Announcement> all;
    /** The hashes of XEP-0390 as presence carries them, to compare with; null for XEP-0115. */
    private final String[] hashes;

    private final long fingerprint;

    public Announcements(List<Announcement> all) {
        if (all.isEmpty()) {
            throw new IllegalArgumentException("nothing is announced");
        }
        this.all = List.copyOf(all);
        hashes = all.stream().map(each -> each.isCaps2() ? each.value() : null).toArray(String[]::new);
        fingerprint = fingerprint(this.all);
    }

    /** 64 bits, of every character. */
    private static long fingerprint(List<Announcement> all) {
        long fingerprint = 1;
        for (Announcement each : all) {
            fingerprint = mixed(mixed(mixed(fingerprint, each.hash()), each.node()), each.ver());
        }
        return fingerprint;
    }

    private static long mixed(long fingerprint, String part) {
        long mixed = fingerprint * MULTIPLIER + part.length();
        for (int i = 0, length = part.length(); i < length; i++) {
            mixed = mixed * MULTIPLIER + part.charAt(i);
        }
        return mixed;
    }

    /**
     * @return stands for this where a whole announcement would take too much memory. Only who announces both could make
     *     two that have the same, and would deceive with them about itself alone
     */
    public long fingerprint() {
        return fingerprint;
    }

    /** @return what it takes of memory, estimated */
    public int octets() {
        int octets = OVERHEAD;
        for (int i = 0; i < hashes.length; i++) {
            Announcement each = all.get(i);
            octets += OVERHEAD
                    + Octets.of(each.hash())
                    + (each.isCaps2() ? 0 : Octets.of(each.node()))
                    + Octets.of(each.ver())
                    + Octets.of(hashes[i]);
        }
        return octets;
    }

    public List<Announcement> all() {
        return all;
    }

    /** @return what names the software (XEP-0115); empty if only hashes of XEP-0390 are announced */
    public String node() {
        return all.get(all.size() - 1).softwareNode(); // XEP-0115 is the last
    }

    /** @return empty if it announces nothing, which does not end what was announced before (XEP-0115 §8.4) */
    public static Optional<Announcements> in(Element presence) {
        return announcesNothing(presence)
                ? Optional.empty()
                : Optional.of(Announcement.allIn(presence))
                        .filter(all -> !all.isEmpty())
                        .map(Announcements::new);
    }

    /** @return whether there is nothing to be read, as in most presence of rooms and of old clients */
    public static boolean announcesNothing(Element presence) {
        return Payloads.first(presence, Announcement.NAMESPACE) == null
                && Payloads.first(presence, CapabilityHashes.NAMESPACE) == null;
    }

    /**
     * @return whether the presence announces just this. By far the most do, so they are compared as they are, unread
     */
    public boolean areIn(Element presence) {
        return areWrittenIn(presence) || in(presence).equals(Optional.of(this));
    }

    private boolean areWrittenIn(Element presence) {
        Element caps2 = Payloads.first(presence, CapabilityHashes.NAMESPACE);
        int hashes = caps2 == null ? 0 : hashesWrittenIn(caps2);
        if (hashes < 0 || hashes < all.size() - 1) {
            return false;
        }
        Element c = Payloads.first(presence, Announcement.NAMESPACE);
        return hashes == all.size() ? c == null : c != null && isWritten(all.get(hashes), c);
    }

    /** @return how many of the announcements, from the first on, are those of the element; -1 if it has others */
    private int hashesWrittenIn(Element caps2) {
        int found = 0;
        for (int i = 0, count = caps2.nodeCount(); i < count; i++) {
            Node node = caps2.node(i);
            if (node instanceof Element hash) {
                if (found == all.size() || !isHash(found, hash)) {
                    return -1;
                }
                found++;
            }
        }
        return found;
    }

    private boolean isHash(int index, Element hash) {
        return Payloads.text(hash).equals(hashes[index])
                && all.get(index).hash().equals(hash.attributeValue("algo"));
    }

    private static boolean isWritten(Announcement announcement, Element c) {
        return announcement.ver().equals(c.attributeValue("ver"))
                && announcement.node().equals(c.attributeValue("node"))
                && announcement.hash().equals(hash(c));
    }

    private static String hash(Element c) {
        String hash = c.attributeValue("hash");
        return hash == null ? "" : hash;
    }

    /** @return what a question with this node is about; empty if that is not announced */
    public Optional<Announcement> about(String node) {
        return all.stream().filter(each -> each.discoNode().equals(node)).findFirst();
    }

    /**
     * @return what the same software announces, in the same ways, if it can do this: with its nodes and its hash
     *     functions. What could not be verified is replaced by what can (XEP-0115 §9.1), and left out of XEP-0390.
     *     Empty if nothing is left
     */
    public Optional<Announcements> announcing(DiscoInfo info) {
        List<Announcement> announcing = new ArrayList<>();
        for (Announcement each : all) {
            Optional<HashFunction> function = HashFunction.named(each.hash());
            if (each.isCaps2()) {
                function.filter(HashFunction::isFitForCaps2)
                        .ifPresent(fit -> announcing.add(CapabilityHashes.announcement(info, fit)));
            } else {
                HashFunction known = function.orElse(HashFunction.SHA_1);
                announcing.add(new Announcement(known.word(), each.node(), VerificationString.of(info, known)));
            }
        }
        return announcing.isEmpty() ? Optional.empty() : Optional.of(new Announcements(announcing));
    }

    /** Has the presence announce this, and nothing else of its sender's capabilities. */
    public void replaceIn(Element presence) {
        Element c = Payloads.first(presence, Announcement.NAMESPACE);
        boolean onlyOfXep0115 = all.size() == 1
                && c != null
                && hashes[0] == null
                && Payloads.first(presence, CapabilityHashes.NAMESPACE) == null;
        if (onlyOfXep0115 && isOnly(c, presence) && all.get(0).hash().equals(hash(c))) { // by far the most
            c.addAttribute("node", all.get(0).node());
            c.addAttribute("ver", all.get(0).ver());
            return;
        }
        removeAll(Announcement.NAMESPACE, presence);
        removeAll(CapabilityHashes.NAMESPACE, presence);
        List<Announcement> caps2 = all.stream().filter(Announcement::isCaps2).toList();
        if (!caps2.isEmpty()) {
            presence.add(CapabilityHashes.toElement(caps2));
        }
        all.stream().filter(each -> !each.isCaps2()).forEach(each -> presence.add(each.toElement()));
    }

    private static boolean isOnly(Element c, Element presence) {
        for (int i = presence.nodeCount() - 1; i >= 0; i--) {
            Node node = presence.node(i);
            if (node instanceof Element element && element.getNamespaceURI().equals(Announcement.NAMESPACE)) {
                return element == c;
            }
        }
        return false;
    }

    private static void removeAll(String namespace, Element presence) {
        for (Element last = Payloads.first(presence, namespace);
                last != null;
                last = Payloads.first(presence, namespace)) {
            presence.remove(last);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Announcements announcements && all.equals(announcements.all);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(fingerprint);
    }

    @Override
    public String toString() {
        return all.toString();
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusalReason;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusedException;
import org.xmpp.packet.JID;

/**
 * The ledger of what is stored, and of what is promised to senders whose files are coming in. One lock guards it, so
 * two offers at the same time can't both get the last bytes. Any thread; never waits for disk or database.
 */
public final class Quotas {

    /**
     * Room that a file which is coming in was promised. Ends with {@link #stored} or {@link #release}, whichever is
     * called first.
     */
    public static final class Claim {

        private final JID owner;
        private final JID sender;
        private final long size;
        private final Senders.Account account;
        private long arrived; // guarded by the ledger, as is open
        private boolean open = true;

        private Claim(JID owner, JID sender, long size, Senders.Account account) {
            this.owner = owner;
            this.sender = sender;
            this.size = size;
            this.account = account;
        }
    }

    /**
     * What a user's inbox holds, or a sender's part of it.
     *
     * @param bytes of files that are coming in too, as they were offered
     */
    public record Usage(int files, long bytes) {

        public static final Usage NONE = new Usage(0, 0);

        private Usage plus(int moreFiles, long moreBytes) {
            return new Usage(files + moreFiles, bytes + moreBytes);
        }
    }

    private static final class Inbox {

        private Usage all = Usage.NONE;
        private final Map<JID, Usage> bySender = new HashMap<>(); // bare JIDs

        private void add(JID sender, int files, long bytes) {
            all = all.plus(files, bytes);
            Usage changed = bySender.merge(sender, new Usage(files, bytes), (had, more) -> had.plus(files, bytes));
            if (changed.files() == 0) {
                bySender.remove(sender);
            }
        }
    }

    /**
     * A file of the catalogue that takes room.
     *
     * @param claim of this node, if the file is coming in here
     */
    public record Stored(JID owner, JID sender, long size, Optional<Claim> claim) {}

    private final Clock clock;
    private Limits limits; // guarded by this, as is all that follows
    private final Senders senders;
    private final Map<JID, Inbox> inboxes = new HashMap<>(); // by bare JID
    private final Map<JID, Set<Claim>> claims = new HashMap<>(); // those that are open, by owner
    private long endedClaims;
    private long totalBytes;
    private long bytesToCome;
    private long diskBytes;
    private LocalDate today;

    /** @param domain of the server's users */
    public Quotas(Limits limits, String domain, Clock clock) {
        this.limits = limits;
        this.senders = new Senders(domain);
        this.clock = clock;
        this.today = date();
    }

    public synchronized Limits limits() {
        return limits;
    }

    /** Changes what is taken from now on. What was promised remains so. */
    public synchronized void limit(Limits changed) {
        limits = changed;
    }

    /**
     * Tells how much room the disk has. Until this is told nothing is taken; what arrives afterwards is subtracted.
     *
     * @param bytes that can be written
     */
    public synchronized void diskHas(long bytes) {
        diskBytes = bytes;
    }

    /**
     * Promises room to a file.
     *
     * @param size in bytes
     * @throws RefusedException if there is none
     */
    public synchronized Claim reserve(JID owner, JID sender, long size) throws RefusedException {
        beginDay();
        JID bareSender = sender.asBareJID();
        Senders.Account account = senders.of(bareSender);
        refuse(size > limits.fileBytes(), RefusalReason.TOO_LARGE);
        refuse(account.filesAtOnce() >= limits.senderFilesAtOnce(), RefusalReason.TOO_MANY_AT_ONCE);
        refuse(
                size > limits.senderBytesPerDay() - account.bytesToday() - account.bytesToCome(),
                RefusalReason.DAILY_QUOTA);
        Usage inbox = usage(owner);
        refuse(
                size > limits.inboxBytes() - inbox.bytes() || inbox.files() >= limits.inboxFiles(),
                RefusalReason.INBOX_FULL);
        Usage share = share(owner, bareSender);
        refuse(
                size > limits.inboxBytes() / 2 - share.bytes() || share.files() >= half(limits.inboxFiles()),
                RefusalReason.SENDER_SHARE);
        refuse(size > limits.totalBytes() - totalBytes, RefusalReason.STORE_FULL);
        refuse(size > diskBytes - bytesToCome - limits.freeBytes(), RefusalReason.DISK_FULL);

        senders.begin(account, size);
        bytesToCome += size;
        add(owner, bareSender, size);
        Claim claim = new Claim(owner, bareSender, size, account);
        claims.computeIfAbsent(owner, none -> new HashSet<>()).add(claim);
        return claim;
    }

    private static void refuse(boolean refused, RefusalReason reason) throws RefusedException {
        if (refused) {
            throw new RefusedException(reason);
        }
    }

    /** @return at least one */
    private static int half(int files) {
        return Math.max(1, files / 2);
    }

    /** Counts bytes that came in, whatever becomes of the file: they are part of the sender's day. */
    public synchronized void arrived(Claim claim, long bytes) {
        beginDay();
        if (claim.open) {
            claim.arrived += bytes;
            bytesToCome -= bytes;
            diskBytes -= bytes;
            senders.arrived(claim.account, bytes);
        }
    }

    /** The file is whole and takes its room until {@link #removed}. */
    public synchronized void stored(Claim claim) {
        end(claim);
    }

    /** There will be no file. */
    public synchronized void release(Claim claim) {
        if (end(claim)) {
            diskBytes += claim.arrived;
            remove(claim.owner, claim.sender, claim.size);
        }
    }

    private boolean end(Claim claim) {
        boolean ended = claim.open;
        if (ended) {
            claim.open = false;
            endedClaims++;
            claims.computeIfPresent(claim.owner, (owner, open) -> {
                open.remove(claim);
                return open.isEmpty() ? null : open;
            });
            bytesToCome -= claim.size - claim.arrived;
            senders.end(claim.account, claim.size - claim.arrived);
        }
        return ended;
    }

    /** A file that was stored before a restart. */
    public synchronized void recall(JID owner, JID sender, long size) {
        add(owner, sender.asBareJID(), size);
    }

    /** @return users whose inboxes are not empty */
    synchronized Set<JID> owners() {
        return Set.copyOf(inboxes.keySet());
    }

    /** @return what changes when a promise is kept or withdrawn */
    synchronized long endedClaims() {
        return endedClaims;
    }

    /**
     * Sets what the inbox of a user holds: other nodes may have changed it. What is promised here remains so.
     *
     * @param stored all files of the user that take room
     * @param ended  {@link #endedClaims} before the catalogue was read
     * @return false if a promise was kept or withdrawn meanwhile: then nothing was set, since the catalogue may be
     *     older than that
     */
    synchronized boolean restore(JID owner, List<Stored> stored, long ended) {
        if (ended != endedClaims) {
            return false;
        }
        restore(owner, stored);
        return true;
    }

    /** The same for all inboxes. */
    synchronized boolean restoreAll(Map<JID, List<Stored>> stored, long ended) {
        if (ended != endedClaims) {
            return false;
        }
        Set<JID> owners = new HashSet<>(stored.keySet());
        owners.addAll(inboxes.keySet());
        owners.forEach(owner -> restore(owner, stored.getOrDefault(owner, List.of())));
        return true;
    }

    private void restore(JID owner, List<Stored> stored) {
        Inbox before = inboxes.remove(owner);
        totalBytes -= before == null ? 0 : before.all.bytes();
        stored.stream()
                .filter(file -> file.claim().filter(claim -> claim.open).isEmpty())
                .forEach(file -> add(owner, file.sender().asBareJID(), file.size()));
        claims.getOrDefault(owner, Set.of()).forEach(claim -> add(owner, claim.sender, claim.size));
    }

    /** Bytes that came in today before a restart. */
    public synchronized void recallToday(JID sender, long bytes) {
        beginDay();
        senders.recall(sender.asBareJID(), bytes);
    }

    /** A file that was stored is no more. */
    public synchronized void removed(JID owner, JID sender, long size) {
        diskBytes += size;
        remove(owner, sender.asBareJID(), size);
    }

    private void add(JID owner, JID sender, long size) {
        inboxes.computeIfAbsent(owner, unknown -> new Inbox()).add(sender, 1, size);
        totalBytes += size;
    }

    private void remove(JID owner, JID sender, long size) {
        Inbox inbox = inboxes.get(owner);
        if (inbox == null || !inbox.bySender.containsKey(sender)) {
            return; // another node has taken it, and this one has not read the catalogue since
        }
        inbox.add(sender, -1, -size);
        totalBytes -= size;
        if (inbox.all.files() == 0) {
            inboxes.remove(owner);
        }
    }

    /** @return what a user's inbox holds */
    public synchronized Usage usage(JID owner) {
        Inbox inbox = inboxes.get(owner.asBareJID());
        return inbox == null ? Usage.NONE : inbox.all;
    }

    /** @return what of it is from this sender */
    public synchronized Usage share(JID owner, JID sender) {
        Inbox inbox = inboxes.get(owner.asBareJID());
        return inbox == null ? Usage.NONE : inbox.bySender.getOrDefault(sender.asBareJID(), Usage.NONE);
    }

    /** @return what arrived today from the sender, or from those with whom the sender shares an account */
    public synchronized long bytesToday(JID sender) {
        beginDay();
        return senders.of(sender.asBareJID()).bytesToday();
    }

    /** @return of all inboxes */
    public synchronized long totalBytes() {
        return totalBytes;
    }

    /** @return how many senders are remembered */
    synchronized int senders() {
        return senders.size();
    }

    private void beginDay() {
        if (!date().equals(today)) {
            today = date();
            senders.newDay();
        }
    }

    private LocalDate date() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}

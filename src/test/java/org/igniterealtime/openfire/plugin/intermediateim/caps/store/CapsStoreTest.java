package org.igniterealtime.openfire.plugin.intermediateim.caps.store;

import static org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors.EXODUS;
import static org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors.FEATURES;
import static org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors.PSI;
import static org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors.SOFTWARE;
import static org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors.features;
import static org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors.query;
import static org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors.sha1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.caps.Vectors;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.CapsArchive.ArchiveException;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.CapsKey;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.HashFunction;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult.Reason;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult.Refused;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult.Verified;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationString;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.storage.WriteQueue;
import org.igniterealtime.openfire.plugin.intermediateim.testing.ManualTasks;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

public class CapsStoreTest {

    private static final Announcement EXODUS_CAPS = sha1(Vectors.V1);
    private static final Announcement PSI_CAPS = sha1(Vectors.V2);

    private final FakeArchive archive = new FakeArchive();
    private final FakeShare share = new FakeShare();
    private final CapsStore store = store(100);

    private CapsStore store(long entries) {
        return new CapsStore(entries, archive, share, writes(new ManualTasks()), Runnable::run);
    }

    private static WriteQueue writes(ManualTasks thread) {
        return new WriteQueue("capabilities", new WriteQueue.Bounds(10_000, 16 << 20), thread);
    }

    /** Memory alone. */
    public static CapsStore withoutArchive(long entries) {
        return new CapsStore(
                entries,
                new FakeArchive(),
                SharedCaps.NONE,
                new WriteQueue("capabilities", new WriteQueue.Bounds(0, 0), new ManualTasks()),
                task -> {});
    }

    private static final class FakeArchive implements CapsArchive {

        private final Map<Announcement, String> kept = new LinkedHashMap<>();
        private boolean broken;

        @Override
        public void load(BiConsumer<Announcement, String> each) {
            check();
            Map.copyOf(kept).forEach(each);
        }

        private void check() {
            if (broken) {
                throw new ArchiveException(new SQLException("out of order", "08001"));
            }
        }

        @Override
        public void keep(Announcement announcement, DiscoInfo info) {
            check();
            kept.put(announcement, info.toElement().asXML());
        }

        @Override
        public void forget(CapsKey key) {
            check();
            kept.keySet().removeIf(each -> each.key().equals(key));
        }

        @Override
        public void forgetAll() {
            check();
            kept.clear();
        }
    }

    private static final class FakeShare implements SharedCaps {

        private final Map<CapsKey, String> shared = new LinkedHashMap<>();
        private final List<CapsStore> others = new ArrayList<>();

        @Override
        public Optional<String> find(CapsKey key) {
            return Optional.ofNullable(shared.get(key));
        }

        @Override
        public void put(CapsKey key, String query) {
            shared.put(key, query);
        }

        @Override
        public void remove(CapsKey key) {
            shared.remove(key);
        }

        @Override
        public void removeAll() {
            shared.clear();
        }

        @Override
        public void tellPurged(CapsKey key) {
            others.forEach(other -> other.purgedElsewhere(key));
        }

        @Override
        public void tellAllPurged() {
            others.forEach(CapsStore::allPurgedElsewhere);
        }
    }

    private void whileTheDatabaseIsAway(Runnable task) {
        archive.broken = true;
        task.run();
        archive.broken = false;
    }

    /** A client of its own, whose answer verifies. */
    public static Announcement offerClient(CapsStore store, int number, String content) {
        Element query = query("<identity category='client' type='pc' name='Client " + number + "'/>" + content);
        Announcement announcement =
                sha1(VerificationString.of(DiscoInfo.in(query).orElseThrow(), HashFunction.SHA_1));
        assertInstanceOf(Verified.class, store.offer(announcement, query));
        return announcement;
    }

    @Nested
    class WhatIsVerified {

        @Test
        @Requirement({"0115-32", "0115-33", "0115-59", "0115-20"})
        void isFoundForEverybodyWhoAnnouncesTheSame() {
            VerificationResult verdict = store.offer(PSI_CAPS, query(PSI + FEATURES + SOFTWARE));
            DiscoInfo info = assertInstanceOf(Verified.class, verdict).info();
            Announcement another = new Announcement("SHA-1", "http://elsewhere.example", Vectors.V2);
            assertEquals(Optional.of(info), store.find(another.key()));
            assertEquals(Optional.of(info), store.findAnywhere(another.key()));
        }

        @Test
        @Requirement("0115-35")
        void isNotFoundByAnotherFunction() {
            store.offer(EXODUS_CAPS, query(EXODUS + FEATURES));
            assertEquals(Optional.empty(), store.find(new CapsKey("md5", Vectors.V1)));
        }

        @Test
        void isCountedWithItsMemory() {
            assertEquals(new CapsStore.Size(0, 0), store.size());
            store.offer(EXODUS_CAPS, query(EXODUS + FEATURES));
            store.offer(EXODUS_CAPS, query(EXODUS + FEATURES));
            assertEquals(1, store.size().entries());
            assertTrue(
                    store.size().octets() > 500 && store.size().octets() < 1_500,
                    store.size().toString());
            assertEquals(
                    List.of(EXODUS_CAPS),
                    store.all().stream().map(CapsStore.Kept::announcement).toList());
        }
    }

    @Nested
    class WhatIsRefused {

        @Test
        @Requirement({"0115-34", "0115-35", "0115-36"})
        void isNotKeptAndAnHonestAnswerStillIs() {
            assertEquals(new Refused(Reason.MISMATCH), store.offer(EXODUS_CAPS, query(EXODUS + features(Vectors.MUC))));
            assertEquals(Optional.empty(), store.find(EXODUS_CAPS.key()));
            store.offer(EXODUS_CAPS, query(EXODUS + FEATURES));
            assertTrue(store.find(EXODUS_CAPS.key()).isPresent());
        }

        @Test
        void isToldAlsoWhenTheTruthIsKnown() {
            store.offer(EXODUS_CAPS, query(EXODUS + FEATURES));
            assertEquals(new Refused(Reason.MISMATCH), store.offer(EXODUS_CAPS, query(EXODUS)));
            assertTrue(store.find(EXODUS_CAPS.key()).orElseThrow().hasFeature(Vectors.MUC));
        }

        @Test
        @Requirement({"0115-21", "0115-22", "0115-23", "0115-70", "0115-71"})
        void isNothingForOthers() {
            Announcement legacy = new Announcement("", "http://psi-im.org/caps", "0.11");
            Announcement unknown = new Announcement("sha-999", "http://psi-im.org/caps", "0.11");
            assertEquals(new Refused(Reason.LEGACY), store.offer(legacy, query(EXODUS + FEATURES)));
            assertEquals(new Refused(Reason.UNKNOWN_HASH), store.offer(unknown, query(EXODUS + FEATURES)));
            assertEquals(new CapsStore.Size(0, 0), store.size());
            assertEquals(Map.of(), archive.kept);
            assertEquals(Map.of(), share.shared);
        }

        @Test
        void isWhatCouldHaveBeenHashedOtherwise() {
            String swallowed = EXODUS.replace("0.9.1", "0.9.1&lt;" + Vectors.CAPS);
            assertEquals(
                    new Refused(Reason.SEPARATOR_INSIDE),
                    store.offer(EXODUS_CAPS, query(swallowed + features(Vectors.INFO, Vectors.ITEMS, Vectors.MUC))));
            assertEquals(Optional.empty(), store.find(EXODUS_CAPS.key()));
        }
    }

    @Nested
    class OverARestart {

        @Test
        @Requirement("0115-60")
        void allIsThereAgain() {
            store.offer(PSI_CAPS, query(PSI + FEATURES + SOFTWARE));
            CapsStore next = store(100);
            next.open();
            assertEquals(store.find(PSI_CAPS.key()), next.find(PSI_CAPS.key()));
        }

        @Test
        @Requirement("0115-60")
        void whatWasTamperedWithIsDeleted() {
            store.offer(EXODUS_CAPS, query(EXODUS + FEATURES));
            archive.kept.replaceAll((announcement, xml) -> xml.replace("Exodus", "Exploit"));
            archive.kept.put(PSI_CAPS, "<!DOCTYPE query><query/>");
            CapsStore next = store(100);
            next.open();
            assertEquals(Optional.empty(), next.find(EXODUS_CAPS.key()));
            assertEquals(Map.of(), archive.kept);
        }

        @Test
        void whatIsThereIsNotArchivedAgain() {
            store.offer(EXODUS_CAPS, query(EXODUS + FEATURES));
            CapsStore next = store(100);
            next.open();
            archive.broken = true;
            next.offer(EXODUS_CAPS, query(EXODUS + FEATURES));
            assertEquals(1, next.size().entries());
        }
    }

    @Nested
    class InACluster {

        private final FakeArchive anotherArchive = new FakeArchive();
        private final CapsStore another =
                new CapsStore(100, anotherArchive, share, writes(new ManualTasks()), Runnable::run);

        @Test
        void othersFindIt() {
            store.offer(PSI_CAPS, query(PSI + FEATURES + SOFTWARE));
            assertEquals(Optional.empty(), another.find(PSI_CAPS.key()));
            assertEquals(store.find(PSI_CAPS.key()), another.findAnywhere(PSI_CAPS.key()));
            assertEquals(store.find(PSI_CAPS.key()), another.find(PSI_CAPS.key()));
            assertEquals(Map.of(), anotherArchive.kept, "one node archives it, for all");
        }

        @Test
        void allIsPutInAgainAfterAJoin() {
            store.offer(PSI_CAPS, query(PSI + FEATURES + SOFTWARE));
            share.shared.clear();
            store.joined();
            assertTrue(another.findAnywhere(PSI_CAPS.key()).isPresent());
        }

        @Test
        void whatIsPurgedLeavesTheMemoryOfOthersToo() {
            share.others.add(another);
            store.offer(EXODUS_CAPS, query(EXODUS + FEATURES));
            store.offer(PSI_CAPS, query(PSI + FEATURES + SOFTWARE));
            another.findAnywhere(EXODUS_CAPS.key());
            another.findAnywhere(PSI_CAPS.key());
            store.purge(EXODUS_CAPS.key());
            assertEquals(Optional.empty(), another.findAnywhere(EXODUS_CAPS.key()));
            assertTrue(another.find(PSI_CAPS.key()).isPresent());
            store.purgeAll();
            assertEquals(new CapsStore.Size(0, 0), another.size());
        }

        @Test
        void whatAnotherIsAboutToWriteStaysPurged() {
            Deque<Runnable> waiting = new ArrayDeque<>();
            ManualTasks database = new ManualTasks();
            CapsStore busy = new CapsStore(100, archive, share, writes(database), waiting::add);
            share.others.add(busy);
            whileTheDatabaseIsAway(() -> busy.offer(EXODUS_CAPS, query(EXODUS + FEATURES)));
            store.purge(EXODUS_CAPS.key());
            database.timePasses();
            waiting.forEach(Runnable::run);
            assertEquals(Optional.empty(), store.findAnywhere(EXODUS_CAPS.key()));
            assertEquals(Map.of(), archive.kept);
            whileTheDatabaseIsAway(() -> busy.offer(EXODUS_CAPS, query(EXODUS + FEATURES)));
            store.purgeAll();
            database.timePasses();
            waiting.forEach(Runnable::run);
            assertEquals(Optional.empty(), store.findAnywhere(EXODUS_CAPS.key()));
            assertEquals(Map.of(), archive.kept);
        }

        @Test
        void whatWasPurgedWhileANodeWasAwayStaysPurged() {
            CapsStore away = store(100);
            away.offer(EXODUS_CAPS, query(EXODUS + FEATURES));
            away.offer(PSI_CAPS, query(PSI + FEATURES + SOFTWARE));
            store.purge(EXODUS_CAPS.key());
            away.joined();
            assertEquals(Optional.empty(), away.find(EXODUS_CAPS.key()));
            assertEquals(Optional.empty(), store.findAnywhere(EXODUS_CAPS.key()));
            assertTrue(store.findAnywhere(PSI_CAPS.key()).isPresent());
        }

        @Test
        void whatPassesToAnotherNodeIsRememberedOnly() {
            another.offerFromOtherNode(EXODUS_CAPS, query(EXODUS + FEATURES));
            assertTrue(another.find(EXODUS_CAPS.key()).isPresent());
            assertEquals(Map.of(), anotherArchive.kept);
            assertEquals(Map.of(), share.shared);
            assertEquals(new Refused(Reason.MISMATCH), another.offerFromOtherNode(PSI_CAPS, query(PSI)));
        }

        @Test
        void whatAnotherNodeKeepsIsThatNodesToLetGo() {
            CapsStore small = store(1);
            store.offer(EXODUS_CAPS, query(EXODUS + FEATURES));
            small.findAnywhere(EXODUS_CAPS.key());
            offerClient(small, 1, FEATURES);
            offerClient(small, 2, FEATURES);
            assertEquals(1, small.size().entries());
            assertTrue(archive.kept.containsKey(EXODUS_CAPS));
        }

        @Test
        void aDatabaseThatIsAwayKeepsNothingFromTheOthers() {
            archive.broken = true;
            store.offer(EXODUS_CAPS, query(EXODUS + FEATURES));
            assertTrue(another.findAnywhere(EXODUS_CAPS.key()).isPresent());
        }

        @Test
        void allIsSharedAlsoWhenTooMuchWaitsAtTheJoin() {
            Deque<Runnable> waiting = new ArrayDeque<>();
            CapsStore busy = new CapsStore(100, archive, share, writes(new ManualTasks()), task -> {
                if (waiting.size() == 1) {
                    throw new RejectedExecutionException();
                }
                waiting.add(task);
            });
            busy.offer(EXODUS_CAPS, query(EXODUS + FEATURES));
            busy.offer(PSI_CAPS, query(PSI + FEATURES + SOFTWARE));
            busy.joined();
            waiting.forEach(Runnable::run);
            assertEquals(Set.of(EXODUS_CAPS.key(), PSI_CAPS.key()), share.shared.keySet());
        }

        @Test
        void nothingIsBelievedThatDoesNotVerify() {
            share.put(
                    EXODUS_CAPS.key(),
                    "<query xmlns='" + Vectors.INFO + "' node='" + EXODUS_CAPS.discoNode() + "'>" + EXODUS
                            + "</query>");
            assertEquals(Optional.empty(), store.findAnywhere(EXODUS_CAPS.key()));
            share.put(
                    EXODUS_CAPS.key(),
                    "<query xmlns='" + Vectors.INFO + "' node='other'>" + EXODUS + FEATURES + "</query>");
            assertEquals(Optional.empty(), store.findAnywhere(EXODUS_CAPS.key()));
            share.put(EXODUS_CAPS.key(), "no XML");
            assertEquals(Optional.empty(), store.findAnywhere(EXODUS_CAPS.key()));
        }
    }

    @Nested
    class Bounds {

        @Test
        void letGoWhatIsUsedLeastFromTheArchiveToo() {
            Announcement popular = offerClient(store, 0, FEATURES);
            for (int i = 1; i <= 300; i++) {
                offerClient(store, i, FEATURES);
                store.find(popular.key());
            }
            assertEquals(100, store.size().entries());
            assertEquals(100, archive.kept.size());
            assertTrue(store.find(popular.key()).isPresent());
        }

        @Test
        void holdForTheArchiveAlsoWhileItIsAway() {
            ManualTasks database = new ManualTasks();
            CapsStore small = new CapsStore(100, archive, share, writes(database), Runnable::run);
            for (int i = 1; i <= 90; i++) {
                offerClient(small, i, FEATURES);
            }
            whileTheDatabaseIsAway(() -> {
                for (int i = 91; i <= 300; i++) {
                    offerClient(small, i, FEATURES);
                }
            });
            database.timePasses();
            assertEquals(100, small.size().entries());
            assertEquals(
                    small.all().stream().map(CapsStore.Kept::announcement).collect(Collectors.toSet()),
                    archive.kept.keySet());
        }

        @Test
        void holdForTheArchiveAlsoWhenTooMuchWaitsToBeWritten() {
            ManualTasks database = new ManualTasks();
            WriteQueue full = new WriteQueue("capabilities", new WriteQueue.Bounds(20, 1 << 20), database);
            CapsStore small = new CapsStore(100, archive, share, full, Runnable::run);
            for (int i = 1; i <= 90; i++) {
                offerClient(small, i, FEATURES);
            }
            whileTheDatabaseIsAway(() -> {
                for (int i = 91; i <= 300; i++) {
                    offerClient(small, i, FEATURES);
                }
                assertTrue(full.size() <= 90 + 20 + 20, "what waits: " + full.size());
            });
            database.timePasses();
            assertTrue(small.all().stream()
                    .map(CapsStore.Kept::announcement)
                    .toList()
                    .containsAll(archive.kept.keySet()));
        }

        @Test
        void countALargeOneAsSeveral() {
            for (int i = 0; i < 20; i++) {
                StringBuilder large = new StringBuilder();
                for (int j = 0; j < 300; j++) {
                    large.append(features("urn:" + i + ":" + j + ":" + "x".repeat(StringPool.MAX_CHARACTERS)));
                }
                offerClient(store, i, large.toString());
            }
            assertTrue(
                    store.size().octets() <= 100 * CapsStore.OCTETS_PER_ENTRY,
                    store.size().toString());
            assertTrue(
                    store.size().entries() >= 1 && store.size().entries() <= 5,
                    store.size().toString());
        }

        @Test
        void canBeChanged() {
            for (int i = 0; i < 60; i++) {
                offerClient(store, i, FEATURES);
            }
            store.limit(10);
            offerClient(store, 60, FEATURES);
            assertTrue(store.size().entries() <= 10, store.size().toString());
        }
    }

    @Nested
    class Purging {

        @Test
        void forgetsOneEverywhere() {
            store.offer(EXODUS_CAPS, query(EXODUS + FEATURES));
            store.offer(PSI_CAPS, query(PSI + FEATURES + SOFTWARE));
            store.purge(EXODUS_CAPS.key());
            assertEquals(Optional.empty(), store.findAnywhere(EXODUS_CAPS.key()));
            assertEquals(List.of(PSI_CAPS), List.copyOf(archive.kept.keySet()));
            assertEquals(1, share.shared.size());
        }

        @Test
        void forgetsAllEverywhere() {
            store.offer(EXODUS_CAPS, query(EXODUS + FEATURES));
            store.purgeAll();
            assertEquals(Optional.empty(), store.findAnywhere(EXODUS_CAPS.key()));
            assertEquals(Map.of(), archive.kept);
            assertEquals(Map.of(), share.shared);
        }

        @Test
        void saysSoWhenItCanNot() {
            archive.broken = true;
            assertThrows(ArchiveException.class, () -> store.purge(EXODUS_CAPS.key()));
            assertThrows(ArchiveException.class, store::purgeAll);
        }
    }

    @Nested
    class WithoutAnArchive {

        @Test
        void remembersInMemory() {
            archive.broken = true;
            store.open();
            store.offer(EXODUS_CAPS, query(EXODUS + FEATURES));
            assertTrue(store.find(EXODUS_CAPS.key()).isPresent());
        }

        @Test
        void readsItWhenItIsBack() {
            store.offer(EXODUS_CAPS, query(EXODUS + FEATURES));
            ManualTasks database = new ManualTasks();
            CapsStore next = new CapsStore(100, archive, share, writes(database), Runnable::run);
            whileTheDatabaseIsAway(next::open);
            assertEquals(0, next.size().entries());
            database.timePasses();
            assertTrue(next.find(EXODUS_CAPS.key()).isPresent());
        }

        @Test
        void remembersInMemoryAlsoWhenTooMuchWaits() {
            CapsStore full = new CapsStore(
                    100,
                    archive,
                    SharedCaps.NONE,
                    new WriteQueue("capabilities", new WriteQueue.Bounds(0, 0), new ManualTasks()),
                    task -> {
                        throw new RejectedExecutionException();
                    });
            full.offer(EXODUS_CAPS, query(EXODUS + FEATURES));
            assertTrue(full.find(EXODUS_CAPS.key()).isPresent());
            assertThrows(ArchiveException.class, full::purgeAll);
            assertEquals(Optional.empty(), full.find(EXODUS_CAPS.key()));
        }
    }

    @Test
    void doesNotWriteOnTheThreadThatOffers() {
        Deque<Runnable> waiting = new ArrayDeque<>();
        ManualTasks database = new ManualTasks();
        CapsStore later = new CapsStore(100, archive, share, writes(database), waiting::add);
        database.execute(() -> {
            later.offer(EXODUS_CAPS, query(EXODUS + FEATURES));
            assertEquals(Map.of(), archive.kept);
            assertEquals(Map.of(), share.shared);
        });
        waiting.forEach(Runnable::run);
        assertEquals(1, archive.kept.size());
        assertEquals(1, share.shared.size());
    }
}

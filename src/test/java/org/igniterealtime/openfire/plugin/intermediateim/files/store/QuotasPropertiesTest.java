package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.RefusedException;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.Quotas.Claim;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.Quotas.Usage;
import org.igniterealtime.openfire.plugin.intermediateim.testing.FakeClock;
import org.xmpp.packet.JID;

/** Whatever happens, the ledger says what a list of all files, added up each time, says. */
class QuotasPropertiesTest {

    private static final Limits LIMITS =
            new Limits(60, 200, 5, 250, 3, 500, 20, Duration.ofSeconds(30), Duration.ofDays(30));

    private enum Step {
        RESERVE,
        ARRIVE,
        STORE,
        RELEASE,
        REMOVE,
        MIDNIGHT
    }

    private record Deed(Step step, int owner, int sender, long amount) {}

    private static JID user(String kind, int number) {
        return new JID(kind + number + "@capulet.lit");
    }

    private static final class Coming {

        private final int owner;
        private final int sender;
        private final long size;
        private final Claim claim;
        private long arrived;
        private boolean stored;

        private Coming(int owner, int sender, long size, Claim claim) {
            this.owner = owner;
            this.sender = sender;
            this.size = size;
            this.claim = claim;
        }
    }

    /** The plain truth. */
    private static final class Model {

        private final FakeClock clock = new FakeClock();
        private final Quotas quotas = new Quotas(LIMITS, "capulet.lit", clock);
        private final List<Coming> files = new ArrayList<>();
        private final Map<Integer, Long> today = new HashMap<>();
        private long disk = 450;

        private Model() {
            quotas.diskHas(disk);
        }

        private long sum(Predicate<Coming> which) {
            return files.stream().filter(which).mapToLong(each -> each.size).sum();
        }

        private long count(Predicate<Coming> which) {
            return files.stream().filter(which).count();
        }

        private long toCome(Predicate<Coming> which) {
            return files.stream()
                    .filter(each -> !each.stored)
                    .filter(which)
                    .mapToLong(each -> each.size - each.arrived)
                    .sum();
        }

        private boolean isRoom(Deed offer) {
            Predicate<Coming> inInbox = each -> each.owner == offer.owner;
            Predicate<Coming> fromSender = each -> each.sender == offer.sender;
            long size = offer.amount;
            return size <= LIMITS.fileBytes()
                    && count(fromSender.and(each -> !each.stored)) < LIMITS.senderFilesAtOnce()
                    && today.getOrDefault(offer.sender, 0L) + toCome(fromSender) + size <= LIMITS.senderBytesPerDay()
                    && sum(inInbox) + size <= LIMITS.inboxBytes()
                    && count(inInbox) < LIMITS.inboxFiles()
                    && sum(inInbox.and(fromSender)) + size <= LIMITS.inboxBytes() / 2
                    && count(inInbox.and(fromSender)) < LIMITS.inboxFiles() / 2
                    && sum(each -> true) + size <= LIMITS.totalBytes()
                    && disk - toCome(each -> true) - size >= LIMITS.freeBytes();
        }

        private void play(Deed deed) {
            Predicate<Coming> open = each -> !each.stored;
            switch (deed.step) {
                case RESERVE -> reserve(deed);
                case ARRIVE -> any(deed, open).forEach(each -> arrive(each, deed.amount));
                case STORE ->
                    any(deed, open).forEach(each -> {
                        arrive(each, each.size);
                        quotas.stored(each.claim);
                        each.stored = true;
                    });
                case RELEASE ->
                    any(deed, open).forEach(each -> {
                        quotas.release(each.claim);
                        disk += each.arrived;
                        files.remove(each);
                    });
                case REMOVE ->
                    any(deed, each -> each.stored).forEach(each -> {
                        quotas.removed(user("owner", each.owner), user("sender", each.sender), each.size);
                        disk += each.size;
                        files.remove(each);
                    });
                case MIDNIGHT -> {
                    clock.pass(Duration.ofDays(1));
                    today.clear();
                }
                default -> throw new AssertionError(deed);
            }
        }

        private List<Coming> any(Deed deed, Predicate<Coming> which) {
            return files.stream()
                    .filter(which)
                    .filter(each -> each.sender == deed.sender)
                    .limit(1)
                    .toList();
        }

        private void arrive(Coming file, long bytes) {
            long arriving = Math.min(bytes, file.size - file.arrived);
            quotas.arrived(file.claim, arriving);
            file.arrived += arriving;
            disk -= arriving;
            today.merge(file.sender, arriving, Long::sum);
        }

        private void reserve(Deed offer) {
            boolean room = isRoom(offer);
            try {
                Claim claim = quotas.reserve(user("owner", offer.owner), user("sender", offer.sender), offer.amount);
                assertTrue(room, "taken without room");
                files.add(new Coming(offer.owner, offer.sender, offer.amount, claim));
            } catch (RefusedException e) {
                assertTrue(!room, "refused with room: " + e.reason());
            }
        }

        private void compare() {
            assertEquals(sum(each -> true), quotas.totalBytes());
            for (int i = 0; i < 3; i++) {
                int owner = i;
                assertEquals(
                        new Usage((int) count(each -> each.owner == owner), sum(each -> each.owner == owner)),
                        quotas.usage(user("owner", owner)));
                assertEquals(today.getOrDefault(i, 0L), quotas.bytesToday(user("sender", i)));
            }
        }
    }

    @Property(tries = 2000)
    void theLedgerIsWhatAllFilesAddUpTo(@ForAll @From("deeds") List<Deed> deeds) {
        Model model = new Model();
        for (Deed deed : deeds) {
            model.play(deed);
            model.compare();
        }
    }

    @Provide
    Arbitrary<List<Deed>> deeds() {
        Arbitrary<Step> steps = Arbitraries.frequency(
                Tuple.of(8, Step.RESERVE),
                Tuple.of(4, Step.ARRIVE),
                Tuple.of(5, Step.STORE),
                Tuple.of(2, Step.RELEASE),
                Tuple.of(2, Step.REMOVE),
                Tuple.of(1, Step.MIDNIGHT));
        return Combinators.combine(
                        steps,
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.longs().between(0, 65))
                .as(Deed::new)
                .list()
                .ofMaxSize(60);
    }
}

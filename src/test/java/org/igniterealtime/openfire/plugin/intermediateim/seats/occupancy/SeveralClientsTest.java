package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import static org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.RoomSimulation.LAPTOP;
import static org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.RoomSimulation.PHONE;
import static org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.RoomSimulation.SEAT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy.ModelRoom.Kind;
import org.junit.jupiter.api.Test;

/** Two clients of one user beside a seat, in orders of events that need care: in the end the seat knows the truth. */
class SeveralClientsTest {

    private static final String ROMEO = "romeo";
    private static final String MOBILE = "mobile";

    @Test
    void whoRenamesAllUnderTheNickIsNotRenamedBackByTheSeat() {
        RoomSimulation simulation = new RoomSimulation(Kind.TELLING);
        simulation.joins(LAPTOP, ROMEO);
        simulation.joins(PHONE, ROMEO);
        simulation.settle();
        simulation.says(LAPTOP, MOBILE);
        simulation.delivers(LAPTOP);
        simulation.delivers(LAPTOP);
        simulation.acts();
        simulation.settle();
        assertEquals(MOBILE, simulation.room.nick(LAPTOP));
        simulation.isTrue();
    }

    @Test
    void wordsOfAClientThatHasLeftAreNotShown() {
        RoomSimulation simulation = new RoomSimulation(Kind.SILENT);
        simulation.joins(PHONE, MOBILE);
        simulation.joins(LAPTOP, MOBILE);
        simulation.leaves(LAPTOP);
        simulation.delivers(SEAT);
        simulation.settle();
        simulation.isTrue();
    }

    @Test
    void wordsOfARefusedWishAreNotShown() {
        RoomSimulation simulation = new RoomSimulation(Kind.SILENT);
        simulation.joins(LAPTOP, MOBILE);
        simulation.delivers(LAPTOP);
        simulation.delivers(LAPTOP);
        simulation.joins(PHONE, ROMEO);
        simulation.says(LAPTOP, ROMEO);
        simulation.says(LAPTOP, null);
        simulation.settle();
        simulation.isTrue();
    }

    @Test
    void wordsOfAWishThatSeemedToBeRefusedAreShown() {
        RoomSimulation simulation = new RoomSimulation(Kind.SILENT);
        simulation.joins(LAPTOP, MOBILE);
        simulation.joins(PHONE, MOBILE);
        simulation.settle();
        simulation.says(LAPTOP, MOBILE);
        simulation.says(PHONE, ROMEO);
        simulation.says(PHONE, MOBILE);
        simulation.delivers(PHONE);
        simulation.leaves(LAPTOP);
        simulation.says(PHONE, ROMEO);
        simulation.settle();
        simulation.isTrue();
    }

    @Test
    void aRefusalIsNotTheAnswerToASecondWish() {
        RoomSimulation simulation = new RoomSimulation(Kind.SILENT);
        simulation.joins(LAPTOP, MOBILE);
        simulation.settle();
        simulation.joins(PHONE, MOBILE);
        simulation.settle();
        simulation.says(LAPTOP, ROMEO);
        simulation.leaves(PHONE);
        simulation.says(LAPTOP, ROMEO);
        simulation.settle();
        simulation.isTrue();
    }

    @Test
    void aRequestForANickIsNoJoin() {
        RoomSimulation simulation = new RoomSimulation(Kind.SILENT);
        simulation.joins(LAPTOP, MOBILE);
        simulation.joins(PHONE, ROMEO);
        simulation.leaves(PHONE);
        simulation.joins(PHONE, ROMEO);
        simulation.leaves(LAPTOP);
        for (int i = 0; i < 4; i++) {
            simulation.delivers(PHONE);
        }
        simulation.says(PHONE, MOBILE);
        simulation.settle();
        simulation.isTrue();
    }

    @Test
    void aNickIsFreeWhenTheLastThatWantsItChangesItsMind() {
        RoomSimulation simulation = new RoomSimulation(Kind.EXCLUSIVE);
        simulation.joins(LAPTOP, MOBILE);
        simulation.settle();
        simulation.says(LAPTOP, ROMEO);
        simulation.joins(PHONE, MOBILE);
        simulation.settle();
        simulation.says(LAPTOP, MOBILE);
        simulation.goesUnavailable(PHONE);
        simulation.says(LAPTOP, null);
        simulation.settle();
        simulation.isTrue();
    }

    @Test
    void whoLeavesAfterARefusalMayHaveBeenInAllTheSame() {
        RoomSimulation simulation = new RoomSimulation(Kind.EXCLUSIVE);
        simulation.joins(LAPTOP, ROMEO);
        simulation.joins(PHONE, ROMEO);
        simulation.delivers(PHONE);
        simulation.leaves(LAPTOP);
        simulation.acts();
        simulation.joins(LAPTOP, ROMEO);
        simulation.delivers(LAPTOP);
        simulation.leaves(LAPTOP);
        simulation.joins(LAPTOP, MOBILE);
        simulation.settle();
        simulation.isTrue();
    }

    @Test
    void wordsOfAJoinAreTheLastAlthoughItSeemedRefused() {
        RoomSimulation simulation = new RoomSimulation(Kind.SILENT);
        simulation.joins(PHONE, ROMEO);
        simulation.joins(LAPTOP, MOBILE);
        simulation.settle();
        simulation.says(LAPTOP, ROMEO);
        simulation.goesUnavailable(LAPTOP);
        simulation.joins(LAPTOP, ROMEO);
        simulation.settle();
        simulation.isTrue();
    }

    @Test
    void theSeatIsNotOutIfItIsAskedForUnderItsOldNick() {
        RoomSimulation simulation = new RoomSimulation(Kind.SILENT);
        simulation.joins(LAPTOP, MOBILE);
        simulation.delivers(LAPTOP);
        simulation.joins(PHONE, ROMEO);
        simulation.delivers(LAPTOP);
        simulation.says(LAPTOP, ROMEO);
        simulation.leaves(PHONE);
        simulation.ticks();
        simulation.settle();
        simulation.isTrue();
    }

    @Test
    void lastWordsOfAClientThatSeemedRefusedAreShown() {
        RoomSimulation simulation = new RoomSimulation(Kind.SILENT);
        simulation.joins(LAPTOP, MOBILE);
        simulation.delivers(LAPTOP);
        simulation.delivers(LAPTOP);
        simulation.says(LAPTOP, ROMEO);
        simulation.says(LAPTOP, MOBILE);
        simulation.leaves(LAPTOP);
        simulation.joins(LAPTOP, ROMEO);
        simulation.settle();
        simulation.isTrue();
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Origin;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Wishes;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatEffect;

/**
 * What is wanted of a seat, as it changes: the owner's word, the nick that a room gives, what a client knows. Guarded
 * by its seat.
 */
final class CurrentSeatConfig {

    private SeatConfig order;

    CurrentSeatConfig(SeatConfig order) {
        this.order = order;
    }

    SeatConfig order() {
        return order;
    }

    Wishes wishes() {
        return order.wishes();
    }

    /** @param origin who wants it now */
    void change(Wishes wishes, Origin origin) {
        order = order.with(wishes).with(origin);
    }

    /** The nick is another one. */
    void nickIs(String nick, List<SeatEffect> effects) {
        if (!nick.equals(wishes().nick()) && Wishes.fits(nick)) {
            save(wishes().withNick(nick), effects);
        }
    }

    /** @return whether the password is another one now */
    boolean passwordIs(String password, List<SeatEffect> effects) {
        boolean other = !password.equals(wishes().password()) && Wishes.fits(password);
        if (other) {
            save(wishes().withPassword(password), effects);
        }
        return other;
    }

    private void save(Wishes changed, List<SeatEffect> effects) {
        order = order.with(changed);
        effects.add(new SeatEffect.Save(order));
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.seats.occupancy;

import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Origin;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatEffect;

/**
 * The configuration of a seat as it changes: by the owner, by the nick that the room gives, by a password that a client
 * uses. Guarded by its seat.
 */
final class CurrentSeatConfig {

    private SeatConfig config;

    CurrentSeatConfig(SeatConfig config) {
        this.config = config;
    }

    SeatConfig config() {
        return config;
    }

    Options options() {
        return config.options();
    }

    /** @param origin who wants it now */
    void change(Options options, Origin origin) {
        config = config.with(options).with(origin);
    }

    /** The nick has changed. */
    void nickChanged(String nick, List<SeatEffect> effects) {
        if (!nick.equals(options().nick()) && Options.fits(nick)) {
            save(options().withNick(nick), effects);
        }
    }

    /** @return whether the password has changed */
    boolean passwordIs(String password, List<SeatEffect> effects) {
        boolean other = !password.equals(options().password()) && Options.fits(password);
        if (other) {
            save(options().withPassword(password), effects);
        }
        return other;
    }

    private void save(Options changed, List<SeatEffect> effects) {
        config = config.with(changed);
        effects.add(new SeatEffect.Save(config));
    }
}

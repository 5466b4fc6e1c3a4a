package org.igniterealtime.openfire.plugin.intermediateim.commands;

import org.igniterealtime.openfire.plugin.intermediateim.runtime.LocalizedTexts;

/**
 * What an account says besides the results of its commands.
 *
 * @param prefix of its i18n keys, with the dot: {@code commands} names all of them, {@code command.<word>} each,
 *     {@code say.help} explains the words of a chat, {@code say.enough} refuses too many
 */
public record CommandTexts(LocalizedTexts texts, String prefix) {

    String title() {
        return texts.text(prefix + "commands");
    }

    String name(Command<?> command) {
        return texts.text(prefix + "command." + command.word());
    }

    String help() {
        return texts.text(prefix + "say.help");
    }

    String enough() {
        return texts.text(prefix + "say.enough");
    }
}

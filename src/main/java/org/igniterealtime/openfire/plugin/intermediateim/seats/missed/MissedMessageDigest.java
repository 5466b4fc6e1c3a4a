package org.igniterealtime.openfire.plugin.intermediateim.seats.missed;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.LocalizedTexts;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.QuotedText;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.MissedMessage;
import org.xmpp.packet.JID;

/** The mentions of a user in one room as one text, one line each. */
final class MissedMessageDigest {

    /** Mentions that are quoted; the rest is only counted. */
    static final int MAX_MENTIONS = 50;

    /** Of each. */
    static final int MAX_CHARACTERS = 500;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private MissedMessageDigest() {}

    /**
     * @param titleKey i18n key of the first line
     * @param mentions oldest first, at least one
     */
    static String of(String titleKey, JID room, List<MissedMessage> mentions, LocalizedTexts texts) {
        StringBuilder digest = new StringBuilder(texts.text(titleKey, room.toString(), mentions.size()));
        for (MissedMessage mention : mentions.subList(0, Math.min(mentions.size(), MAX_MENTIONS))) {
            digest.append("\n[")
                    .append(time(mention.at()))
                    .append("] ")
                    .append(QuotedText.of(mention.nick()))
                    .append(": ")
                    .append(QuotedText.of(mention.text(), MAX_CHARACTERS));
        }
        if (mentions.size() > MAX_MENTIONS) {
            digest.append('\n').append(texts.text("intermediateim.seats.digest.more", mentions.size() - MAX_MENTIONS));
        }
        return digest.toString();
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }
}

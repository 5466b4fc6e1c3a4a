package org.igniterealtime.openfire.plugin.intermediateim.standin.invitations;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.caps.AnnouncedClients.Announced;
import org.igniterealtime.openfire.plugin.intermediateim.muc.Invitation;
import org.igniterealtime.openfire.plugin.intermediateim.muc.MucUser;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.BodyLines;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Conversion;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.ConversionKind;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.ConversionPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Payloads;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/**
 * Gives an invitation the kind that its recipient knows. Nothing is said in the name of a room that the room would not
 * say itself.
 */
public final class InvitationConverter {

    /** Where an invitation may be. */
    public static final String DIRECT = Invitation.DIRECT_NAMESPACE;

    /** Where one that the room passes on may be. */
    public static final String MEDIATED = MucUser.MUC_USER;

    private static final String UNRESERVED = "-._~!$()*+,=@";

    private final RoomRights rights;

    public InvitationConverter(RoomRights rights) {
        this.rights = rights;
    }

    /** Whether there may be an invitation of one kind alone. */
    public static boolean mayConcern(Message message) {
        return (Payloads.first(message.getElement(), DIRECT) == null)
                != (Payloads.first(message.getElement(), MEDIATED) == null);
    }

    /** @return whether it knows invitations that rooms pass on */
    public static boolean knowsRooms(Announced client) {
        return client.has(MucUser.MUC);
    }

    /**
     * @param message is not changed
     * @param client  full JID, of this server
     * @param knows   what the client has proved to know
     * @return empty if the client gets the message as it is
     */
    public Optional<Conversion> convert(Message message, JID client, Announced knows, ConversionPolicy policy) {
        if (!mayConcern(message)) {
            return Optional.empty();
        }
        boolean knowsDirect = knows.has(DIRECT);
        boolean knowsRooms = knowsRooms(knows);
        return Invitation.in(message).flatMap(invitation -> {
            if (!invitation.direct()) {
                return knowsDirect && !knowsRooms ? alsoDirect(message, invitation, policy) : Optional.empty();
            }
            if (knowsDirect || !BodyLines.mayBeAdded(message.getElement())) {
                return Optional.empty();
            }
            return policy.allows(ConversionKind.DIRECT_TO_MEDIATED)
                            && knowsRooms
                            && rights.wouldPassOn(invitation.inviter(), invitation.room(), client)
                    ? mediated(message, invitation)
                    : inTheText(message, invitation, policy);
        });
    }

    /** §7.8.2, note: services add it for old clients. */
    private static Optional<Conversion> alsoDirect(Message message, Invitation invitation, ConversionPolicy policy) {
        if (!policy.allows(ConversionKind.MEDIATED_TO_DIRECT)) {
            return Optional.empty();
        }
        Message copy = message.createCopy();
        copy.getElement().add(invitation.directPayload());
        return Optional.of(new Conversion(copy, ConversionKind.MEDIATED_TO_DIRECT));
    }

    private static Optional<Conversion> mediated(Message message, Invitation invitation) {
        Message copy = message.createCopy();
        copy.getElement().remove(Payloads.first(copy.getElement(), DIRECT));
        copy.getElement().add(invitation.mediatedPayload());
        copy.setFrom(invitation.room());
        copy.setType(Message.Type.normal); // as rooms send it
        return Optional.of(new Conversion(copy, ConversionKind.DIRECT_TO_MEDIATED));
    }

    private static Optional<Conversion> inTheText(Message message, Invitation invitation, ConversionPolicy policy) {
        if (!policy.allows(ConversionKind.DIRECT_TO_TEXT)) {
            return Optional.empty();
        }
        String room = invitation.room().toString();
        String body = message.getBody();
        if (body != null && body.contains(room)) {
            return Optional.empty();
        }
        Message copy = message.createCopy();
        String address = "xmpp:" + encoded(room) + "?join";
        boolean hasText = body != null || invitation.reason().isBlank();
        String line = hasText ? address : invitation.reason() + '\n' + address;
        return BodyLines.add(copy.getElement(), address, line)
                ? Optional.of(new Conversion(copy, ConversionKind.DIRECT_TO_TEXT))
                : Optional.empty();
    }

    /** RFC 5122 §2.2: an address as a URI. */
    private static String encoded(String address) {
        StringBuilder uri = new StringBuilder(address.length());
        for (byte each : address.getBytes(UTF_8)) {
            char c = (char) (each & 0xFF);
            boolean stays =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || UNRESERVED.indexOf(c) >= 0;
            uri.append(stays ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return uri.toString();
    }
}

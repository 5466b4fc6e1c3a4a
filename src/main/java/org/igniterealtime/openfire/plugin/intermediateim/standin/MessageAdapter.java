package org.igniterealtime.openfire.plugin.intermediateim.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.Conversion;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.ConversionCache;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.ConversionKind;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.ConversionPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.FormattedMessages;
import org.igniterealtime.openfire.plugin.intermediateim.standin.conversion.LinkWriter;
import org.igniterealtime.openfire.plugin.intermediateim.standin.invitations.InvitationConverter;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.ClientRenderings;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.ClientRenderings.Client;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.Rendering;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/** Makes the one copy of a message that a client gets, from all that is done for it. Any thread. */
public final class MessageAdapter {

    private final ClientRenderings renderings;
    private final ConversionCache conversions;
    private final InvitationConverter invitations;

    /**
     * What a client gets.
     *
     * @param copy  only the parts of the message differ that {@link FormattedMessages#isPart} names
     * @param kinds what was done, at least one
     * @param writer name of the software that the message is from; empty if it is not known
     * @param reader name of the client's; may be empty too
     */
    record Adapted(Message copy, List<ConversionKind> kinds, String writer, String reader) {}

    public MessageAdapter(ClientRenderings renderings, ConversionCache conversions, InvitationConverter invitations) {
        this.renderings = renderings;
        this.conversions = conversions;
        this.invitations = invitations;
    }

    /**
     * @param message is not changed
     * @return empty if the client gets the message as it is
     */
    Optional<Adapted> adapt(Message message, JID client, ConversionPolicy policy) {
        Optional<Client> reader = renderings.client(client);
        Steps steps = new Steps(message);
        boolean hadHtml = FormattedMessages.hasHtml(message.getElement());
        if (!hadHtml) {
            steps.take(now -> links(now, client, policy)); // so that what is made of the body has them, too
        }
        steps.take(now -> formats(now, reader, policy));
        if (hadHtml && !FormattedMessages.hasHtml(steps.message.getElement())) {
            steps.take(now -> links(now, client, policy));
        }
        steps.take(now -> invitation(now, client, policy)); // last: the copy may be from the room
        return steps.kinds.isEmpty()
                ? Optional.empty()
                : Optional.of(new Adapted(
                        steps.message,
                        steps.kinds,
                        writerOf(message),
                        reader.map(Client::name).orElseGet(() -> renderings.name(client))));
    }

    private String writerOf(Message message) {
        String from = FormattedMessages.written(message.getElement()).attributeValue("from");
        try {
            return from == null ? "" : renderings.name(new JID(from, true)); // as the server has it
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private Optional<Conversion> invitation(Message message, JID client, ConversionPolicy policy) {
        return InvitationConverter.mayConcern(message)
                ? renderings.proved(client).flatMap(knows -> invitations.convert(message, client, knows, policy))
                : Optional.empty();
    }

    private Optional<Conversion> links(Message message, JID client, ConversionPolicy policy) {
        return policy.allows(ConversionKind.LINK_TO_BODY) && LinkWriter.mayConcern(message)
                ? renderings.links(client).flatMap(reader -> LinkWriter.write(message, reader))
                : Optional.empty();
    }

    /** @param reader empty if nothing is known of it: then nothing may be taken from it */
    private Optional<Conversion> formats(Message message, Optional<Client> reader, ConversionPolicy policy) {
        return reader.flatMap(known -> conversions.convert(message, this::writer, known.shows(), policy));
    }

    private Rendering writer(JID address) {
        renderings.wrote(address); // an occupant, of whom nothing has come in
        return renderings.of(address).orElse(Rendering.PLAIN);
    }

    /** What has been done to a message so far. */
    private static final class Steps {

        private final List<ConversionKind> kinds = new ArrayList<>(1);
        private Message message;

        private Steps(Message message) {
            this.message = message;
        }

        private void take(Function<Message, Optional<Conversion>> step) {
            step.apply(message).ifPresent(conversion -> {
                message = conversion.copy();
                kinds.add(conversion.kind());
            });
        }
    }
}

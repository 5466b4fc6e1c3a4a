package org.igniterealtime.openfire.plugin.intermediateim.seats.commands;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.LocalizedTexts;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.RandomTokens;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatConfig.Options;
import org.igniterealtime.openfire.plugin.intermediateim.seats.model.SeatView;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.PacketError;

/**
 * "Rooms kept for me" as ad-hoc commands (XEP-0050): keep, drop, list. Each has one form at most, and nothing is
 * remembered between the steps: a session id is only handed back, so there is nothing to fill up or to run out.
 */
public final class SeatCommands {

    public static final String NAMESPACE = "http://jabber.org/protocol/commands";
    private static final String ITEMS = "http://jabber.org/protocol/disco#items";
    private static final QName COMMAND = QName.get("command", NAMESPACE);
    private static final int MAX_SESSION_ID = 64;

    /** What can be done; the node of each is its name in lower case. */
    private enum Command {
        KEEP,
        DROP,
        LIST;

        private String node() {
            return "intermediateim#" + name().toLowerCase(Locale.ROOT);
        }

        private static Optional<Command> of(String node) {
            for (Command command : values()) {
                if (command.node().equals(node)) {
                    return Optional.of(command);
                }
            }
            return Optional.empty();
        }
    }

    private final SeatService service;
    private final ChatCommands words;
    private final LocalizedTexts texts;
    private final SeatForm forms;
    private final RandomTokens tokens;

    SeatCommands(SeatService service, ChatCommands words, LocalizedTexts texts, RandomTokens tokens) {
        this.service = service;
        this.words = words;
        this.texts = texts;
        this.forms = new SeatForm(texts);
        this.tokens = tokens;
    }

    /** @return whether it has a command done: what there is can be asked without */
    static boolean isOne(IQ request) {
        return request.getType() == IQ.Type.set
                && request.getChildElement().getQName().equals(COMMAND);
    }

    /**
     * @param owner bare JID of who asks; a user of this server
     * @return the answer, once there is one; empty if it is not about commands
     */
    Optional<CompletableFuture<IQ>> answer(JID owner, IQ request) {
        Element payload = request.getChildElement();
        String node = payload.attributeValue("node", "");
        if (isOne(request)) {
            return Optional.of(Command.of(node)
                    .map(command -> execute(command, owner, request))
                    .orElseGet(() -> now(error(request, PacketError.Condition.item_not_found))));
        }
        if (request.getType() == IQ.Type.get
                && node.equals(NAMESPACE)
                && payload.getNamespaceURI().equals(ITEMS)) {
            return Optional.of(now(items(request)));
        }
        if (request.getType() == IQ.Type.get && payload.getQName().equals(DiscoInfo.QUERY)) {
            return info(request, node).map(SeatCommands::now);
        }
        return Optional.empty();
    }

    private static CompletableFuture<IQ> now(IQ answer) {
        return CompletableFuture.completedFuture(answer);
    }

    private IQ items(IQ request) {
        IQ answer = IQ.createResultIQ(request);
        Element query = answer.setChildElement("query", ITEMS).addAttribute("node", NAMESPACE);
        for (Command command : Command.values()) {
            query.addElement("item")
                    .addAttribute("jid", request.getTo().toBareJID())
                    .addAttribute("node", command.node())
                    .addAttribute("name", name(command));
        }
        return answer;
    }

    private Optional<IQ> info(IQ request, String node) {
        Optional<DiscoInfo> info = node.equals(NAMESPACE)
                ? Optional.of(info("command-list", texts.text("intermediateim.seats.commands")))
                : Command.of(node).map(command -> info("command-node", name(command)));
        return info.map(known -> {
            IQ answer = IQ.createResultIQ(request);
            answer.setChildElement(known.toElement(node));
            return answer;
        });
    }

    private static DiscoInfo info(String type, String name) {
        return new DiscoInfo(
                List.of(new DiscoInfo.Identity("automation", type, name)), List.of(NAMESPACE, DataForm.NAMESPACE));
    }

    private String name(Command command) {
        return switch (command) {
            case KEEP -> texts.text("intermediateim.seats.command.keep");
            case DROP -> texts.text("intermediateim.seats.command.drop");
            case LIST -> texts.text("intermediateim.seats.command.list");
        };
    }

    private CompletableFuture<IQ> execute(Command command, JID owner, IQ request) {
        Element payload = request.getChildElement();
        String action = payload.attributeValue("action", "execute");
        if (action.equals("cancel")) {
            return now(answer(request, command, "canceled"));
        }
        if (!List.of("execute", "complete", "next").contains(action)) {
            return now(error(request, PacketError.Condition.bad_request));
        }
        Optional<DataForm> form = DataForm.in(payload).filter(sent -> sent.type() == DataForm.Type.SUBMIT);
        return command != Command.LIST && form.isPresent()
                ? submitted(command, owner, request, form.get())
                : now(begun(command, request, service.seatsOf(owner)));
    }

    private IQ begun(Command command, IQ request, List<SeatView> seats) {
        if (command == Command.KEEP) {
            return asking(request, command, forms.toKeep());
        } else if (command == Command.LIST || seats.isEmpty()) {
            return noted(answer(request, command, "completed"), "info", words.list(seats));
        }
        return asking(
                request,
                command,
                forms.toDrop(seats.stream().map(seat -> seat.config().room()).toList()));
    }

    private CompletableFuture<IQ> submitted(Command command, JID owner, IQ request, DataForm sent) {
        try {
            return command == Command.KEEP ? keep(owner, request, sent) : drop(owner, request, sent);
        } catch (SeatForm.BadDataException e) {
            return now(notAcceptable(request, texts.text(e.key())));
        }
    }

    private CompletableFuture<IQ> keep(JID owner, IQ request, DataForm sent) throws SeatForm.BadDataException {
        JID room = SeatForm.room(sent);
        Options options = SeatForm.options(
                sent, owner, service.seat(owner, room).map(seat -> seat.config().options()));
        return service.keep(owner, room, options)
                .thenApply(answer -> done(answer, Command.KEEP, request, room, options.nick()));
    }

    private IQ done(SeatService.Answer answer, Command command, IQ request, JID room, String nick) {
        String text = words.said(answer, room, nick);
        return switch (answer) {
            case KEPT, CHANGED, DROPPED -> noted(answer(request, command, "completed"), "info", text);
            case TOO_MANY_OF_USER, TOO_MANY_IN_ALL, NOT_A_ROOM, NO_SEAT ->
                noted(answer(request, command, "completed"), "error", text);
            case REFUSED ->
                error(request, new PacketError(PacketError.Condition.resource_constraint, PacketError.Type.wait, text));
        };
    }

    private CompletableFuture<IQ> drop(JID owner, IQ request, DataForm sent) throws SeatForm.BadDataException {
        JID room = SeatForm.room(sent);
        return service.drop(owner, room).thenApply(answer -> done(answer, Command.DROP, request, room, ""));
    }

    private IQ asking(IQ request, Command command, DataForm form) {
        IQ answer = answer(request, command, "executing");
        answer.getChildElement()
                .addElement("actions")
                .addAttribute("execute", "complete")
                .addElement("complete");
        answer.getChildElement().add(form.toElement());
        return answer;
    }

    private IQ answer(IQ request, Command command, String status) {
        IQ answer = IQ.createResultIQ(request);
        String session = request.getChildElement().attributeValue("sessionid", "");
        answer.setChildElement(DocumentHelper.createElement(COMMAND)
                .addAttribute("node", command.node())
                .addAttribute(
                        "sessionid", session.isEmpty() || session.length() > MAX_SESSION_ID ? tokens.next() : session)
                .addAttribute("status", status));
        return answer;
    }

    private static IQ noted(IQ answer, String type, String text) {
        answer.getChildElement().addElement("note").addAttribute("type", type).setText(text);
        return answer;
    }

    private static IQ error(IQ request, PacketError.Condition condition) {
        return error(request, new PacketError(condition));
    }

    private static IQ error(IQ request, PacketError error) {
        IQ answer = IQ.createResultIQ(request);
        answer.setChildElement(request.getChildElement().createCopy());
        answer.setError(error);
        return answer;
    }

    /** What is submitted is bad (XEP-0004 §4); said in the words of commands too (XEP-0050 §4.4). */
    private static IQ notAcceptable(IQ request, String text) {
        PacketError error = new PacketError(PacketError.Condition.not_acceptable, PacketError.Type.modify, text);
        error.setApplicationCondition("bad-payload", NAMESPACE);
        return error(request, error);
    }
}

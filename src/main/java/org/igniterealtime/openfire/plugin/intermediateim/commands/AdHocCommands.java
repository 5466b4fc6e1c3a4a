package org.igniterealtime.openfire.plugin.intermediateim.commands;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.RandomTokens;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.PacketError;

/**
 * Commands as ad-hoc commands (XEP-0050). Each has one form at most, and nothing is remembered between the steps: a
 * session id is only handed back, so there is nothing to fill up or to run out.
 */
public final class AdHocCommands {

    public static final String NAMESPACE = "http://jabber.org/protocol/commands";

    private static final String ITEMS = "http://jabber.org/protocol/disco#items";
    private static final String NODE_PREFIX = "intermediateim#";
    private static final QName COMMAND = QName.get("command", NAMESPACE);
    private static final int MAX_SESSION_ID = 64;

    private final List<Command<?>> commands;
    private final CommandTexts texts;
    private final RandomTokens tokens;
    private final ExecutionLimit limit;

    /** @param tokens for ids of sessions (§3.2) */
    public AdHocCommands(List<Command<?>> commands, CommandTexts texts, ExecutionLimit limit, RandomTokens tokens) {
        this.commands = List.copyOf(commands);
        this.texts = texts;
        this.limit = limit;
        this.tokens = tokens;
    }

    /** @return whether the request executes a command; other requests only ask which there are */
    static boolean isExecution(IQ request) {
        return request.getType() == IQ.Type.set
                && request.getChildElement().getQName().equals(COMMAND);
    }

    /** @return the answer, which may come later; empty if the request is not about commands */
    public Optional<CompletableFuture<IQ>> answer(IQ request) {
        Element payload = request.getChildElement();
        String node = payload.attributeValue("node", "");
        if (isExecution(request)) {
            return Optional.of(command(node)
                    .map(command -> execute(command, request))
                    .orElseGet(() -> now(error(request, PacketError.Condition.item_not_found))));
        }
        if (request.getType() == IQ.Type.get
                && node.equals(NAMESPACE)
                && payload.getNamespaceURI().equals(ITEMS)) {
            return Optional.of(now(items(request)));
        }
        if (request.getType() == IQ.Type.get && payload.getQName().equals(DiscoInfo.QUERY)) {
            return info(request, node).map(AdHocCommands::now);
        }
        return Optional.empty();
    }

    private static CompletableFuture<IQ> now(IQ answer) {
        return CompletableFuture.completedFuture(answer);
    }

    private Optional<Command<?>> command(String node) {
        for (Command<?> command : commands) {
            if (node(command).equals(node)) {
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }

    private static String node(Command<?> command) {
        return NODE_PREFIX + command.word();
    }

    // Which commands there are

    private IQ items(IQ request) {
        IQ answer = IQ.createResultIQ(request);
        Element query = answer.setChildElement("query", ITEMS).addAttribute("node", NAMESPACE);
        for (Command<?> command : commands) {
            query.addElement("item")
                    .addAttribute("jid", request.getTo().toBareJID())
                    .addAttribute("node", node(command))
                    .addAttribute("name", texts.name(command));
        }
        return answer;
    }

    private Optional<IQ> info(IQ request, String node) {
        Optional<DiscoInfo> info = node.equals(NAMESPACE)
                ? Optional.of(info("command-list", texts.title()))
                : command(node).map(command -> info("command-node", texts.name(command)));
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

    // Executing one

    private <A> CompletableFuture<IQ> execute(Command<A> command, IQ request) {
        JID client = request.getFrom();
        Element payload = request.getChildElement();
        String action = payload.attributeValue("action", "execute");
        if (action.equals("cancel")) {
            return now(answer(request, command, "canceled"));
        }
        if (!List.of("execute", "complete", "next").contains(action)) {
            return now(error(request, PacketError.Condition.bad_request));
        }
        Optional<DataForm> submitted = DataForm.in(payload).filter(sent -> sent.type() == DataForm.Type.SUBMIT);
        try {
            if (submitted.isPresent()) {
                A arguments = command.read(submitted.get(), client.asBareJID());
                return limited(command, request, () -> run(() -> command.run(arguments, client), command, request));
            }
            return limited(
                    command,
                    request,
                    () -> command.form(client.asBareJID())
                            .thenCompose(form -> form.isPresent()
                                    ? now(executing(request, command, form.get()))
                                    : runWithoutForm(command, request)));
        } catch (BadArgumentsException e) {
            return now(notAcceptable(request, e.text()));
        }
    }

    private CompletableFuture<IQ> limited(Command<?> command, IQ request, Supplier<CompletableFuture<IQ>> work) {
        return limit.run(
                request.getFrom().asBareJID(),
                work,
                () -> ended(CommandResult.unavailable(texts.enough()), command, request));
    }

    private CompletableFuture<IQ> runWithoutForm(Command<?> command, IQ request) {
        try {
            return run(command.withoutForm(request.getFrom()), command, request);
        } catch (BadArgumentsException e) {
            return now(notAcceptable(request, e.text()));
        }
    }

    private CompletableFuture<IQ> run(Supplier<CompletableFuture<CommandResult>> work, Command<?> command, IQ request) {
        return work.get().thenApply(result -> ended(result, command, request));
    }

    private IQ ended(CommandResult result, Command<?> command, IQ request) {
        return switch (result.kind()) {
            case INFO -> noted(answer(request, command, "completed"), "info", result.text());
            case ERROR -> noted(answer(request, command, "completed"), "error", result.text());
            case UNAVAILABLE ->
                error(
                        request,
                        new PacketError(
                                PacketError.Condition.resource_constraint, PacketError.Type.wait, result.text()));
        };
    }

    private IQ executing(IQ request, Command<?> command, DataForm form) {
        IQ answer = answer(request, command, "executing");
        answer.getChildElement()
                .addElement("actions")
                .addAttribute("execute", "complete")
                .addElement("complete");
        answer.getChildElement().add(form.toElement());
        return answer;
    }

    private IQ answer(IQ request, Command<?> command, String status) {
        IQ answer = IQ.createResultIQ(request);
        String session = request.getChildElement().attributeValue("sessionid", "");
        answer.setChildElement(DocumentHelper.createElement(COMMAND)
                .addAttribute("node", node(command))
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

    /** The submitted form is invalid (XEP-0004 §4), which commands have an error condition for too (XEP-0050 §4.4). */
    private static IQ notAcceptable(IQ request, String text) {
        PacketError error = new PacketError(PacketError.Condition.not_acceptable, PacketError.Type.modify, text);
        error.setApplicationCondition("bad-payload", NAMESPACE);
        return error(request, error);
    }
}

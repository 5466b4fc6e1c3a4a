package org.igniterealtime.openfire.plugin.intermediateim.commands;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;
import org.xmpp.packet.JID;

/**
 * Something that users can ask an account to do. A submitted form and the words of a chat are two ways to write the
 * same arguments, and one method runs them. Any thread; nothing may block.
 *
 * @param <A> the arguments
 */
public interface Command<A> {

    /** @return lower case: the first word in a chat, and the end of the node (XEP-0050) and of the key of the name */
    String word();

    /**
     * @param user bare JID
     * @return what the user is to fill in, which always comes, perhaps later; empty if there is nothing to ask, so the
     *     command runs at once
     */
    default CompletableFuture<Optional<DataForm>> form(JID user) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /**
     * Reads the form. A command that never has one is given as by its word alone.
     *
     * @param submitted may lack fields, and have others
     */
    default A read(DataForm submitted, JID user) throws BadArgumentsException {
        return parse("", user);
    }

    /** @param words what follows the first word in a chat; may be empty */
    A parse(String words, JID user) throws BadArgumentsException;

    /**
     * @param client of the user that asks for it: a full JID, as a rule
     * @return what came of it, which always comes, perhaps later and by a thread that must not be blocked
     */
    CompletableFuture<CommandResult> run(A arguments, JID client);

    /** @return what an ad-hoc command does that has no form */
    default Supplier<CompletableFuture<CommandResult>> withoutForm(JID client) throws BadArgumentsException {
        A arguments = parse("", client.asBareJID());
        return () -> run(arguments, client);
    }
}

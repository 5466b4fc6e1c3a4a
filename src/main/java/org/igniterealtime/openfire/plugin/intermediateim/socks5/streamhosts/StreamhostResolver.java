package org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out which address to connect to for the host of a streamhost. A name is looked up once, and the policy is asked
 * about what was found: it makes no difference what the name stands for later. Any thread; only the executor's block.
 */
public final class StreamhostResolver {

    private static final Logger Log = LoggerFactory.getLogger(StreamhostResolver.class);

    /** Looks up names, as {@link InetAddress#getAllByName} does; blocks. */
    @FunctionalInterface
    public interface Names {
        InetAddress[] addressesOf(String host) throws UnknownHostException;
    }

    private final Names names;
    private final Supplier<Set<InetAddress>> own;
    private final Executor executor;

    /**
     * @param own      the addresses at which this machine can be reached; may block, too
     * @param executor for looking up names; it may reject tasks if there are too many
     */
    public StreamhostResolver(Names names, Supplier<Set<InetAddress>> own, Executor executor) {
        this.names = names;
        this.own = own;
        this.executor = executor;
    }

    /**
     * @param host   name or address
     * @param listed networks that may be connected to although they are private
     * @return the first address of it that the policy allows; empty if there is none, or too many names are being
     *     looked up. Never fails
     */
    public CompletionStage<Optional<InetSocketAddress>> find(String host, int port, List<Network> listed) {
        if (port < StreamhostPolicy.MIN_PORT) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        try {
            return CompletableFuture.supplyAsync(() -> lookUp(host, port, listed), executor);
        } catch (RejectedExecutionException e) {
            Log.debug("Too many names of streamhosts are being looked up");
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }

    private Optional<InetSocketAddress> lookUp(String host, int port, List<Network> listed) {
        try {
            StreamhostPolicy policy = new StreamhostPolicy(listed, own.get());
            return Arrays.stream(names.addressesOf(host))
                    .filter(address -> policy.allows(address, port))
                    .map(address -> new InetSocketAddress(address, port))
                    .findFirst();
        } catch (UnknownHostException e) {
            Log.debug("The streamhost {} is not known", host);
            return Optional.empty();
        }
    }
}

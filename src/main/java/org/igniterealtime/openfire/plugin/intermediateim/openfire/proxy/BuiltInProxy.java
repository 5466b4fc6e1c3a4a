package org.igniterealtime.openfire.plugin.intermediateim.openfire.proxy;

import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jivesoftware.openfire.filetransfer.proxy.FileTransferProxy;
import org.jivesoftware.util.PropertyEventDispatcher;
import org.jivesoftware.util.PropertyEventListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops Openfire's own SOCKS5 proxy, so that ours takes its address and port, and starts it again when it is wanted
 * back. Its properties stay as they are: a server without this plugin has its proxy as ever.
 *
 * <p>Openfire's page for that proxy, when saved, writes {@code xmpp.proxy.enabled}, whether it has changed or not; the
 * proxy starts or stops when it is written, and <em>once more</em> after all listeners were told. Stopping removes the
 * route of {@code proxy.<domain>} by address, also when that is ours. So what was saved is answered a moment later, and
 * looked at again from time to time.
 */
public final class BuiltInProxy implements PropertyEventListener, AutoCloseable {

    private static final Logger Log = LoggerFactory.getLogger(BuiltInProxy.class);

    private static final String PROPERTIES = "xmpp.proxy.";
    private static final long SOON_MILLIS = 300;
    private static final long CHECK_SECONDS = 5;

    /** Who has the place. */
    public enum State {
        /** Openfire's own proxy, on or off as the admin has set it. */
        OPENFIRE,
        /** Ours. */
        OURS,
        /** Openfire's own, since the admin has switched it on while ours had the place. */
        YIELDED
    }

    private final FileTransferProxy builtIn;
    private final ProxyEndpoints endpoints;
    private final ScheduledExecutorService housekeeping;
    private final IntConsumer awaitFreePort;
    private final BooleanSupplier serverStops;
    private final Runnable onYield;
    /** This and the next two are guarded by this. */
    private boolean wanted;

    private boolean switchedOn;
    private boolean disturbed;
    private volatile State state = State.OPENFIRE;

    /**
     * @param housekeeping  one thread; ended by whoever made it
     * @param awaitFreePort waits until nobody listens at the port: whoever left it may need a moment to let it go
     * @param serverStops   whether the server is on its way down: then nothing is started
     * @param onYield       switches the setting off, since the admin wants Openfire's own proxy
     */
    public BuiltInProxy(
            FileTransferProxy builtIn,
            ProxyEndpoints endpoints,
            ScheduledExecutorService housekeeping,
            IntConsumer awaitFreePort,
            BooleanSupplier serverStops,
            Runnable onYield) {
        this.builtIn = builtIn;
        this.endpoints = endpoints;
        this.housekeeping = housekeeping;
        this.awaitFreePort = awaitFreePort;
        this.serverStops = serverStops;
        this.onYield = onYield;
    }

    public void open() {
        PropertyEventDispatcher.addListener(this);
        housekeeping.scheduleWithFixedDelay(this::checkSafely, CHECK_SECONDS, CHECK_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        PropertyEventDispatcher.removeListener(this);
        setWanted(false);
    }

    public State state() {
        return state;
    }

    /** @return the address of Openfire's proxy, whoever has it */
    public String address() {
        return builtIn.getServiceDomain();
    }

    /** @param wanted whether ours shall have the place */
    public synchronized void setWanted(boolean wanted) {
        this.wanted = wanted;
        if (wanted && state != State.OURS) {
            take();
        } else if (!wanted && state == State.OURS) {
            giveBack(State.OPENFIRE);
        }
    }

    private void take() {
        builtIn.stop();
        switchedOn = false;
        disturbed = false;
        replace();
        state = State.OURS;
        Log.info("The proxy of this plugin replaces Openfire's own proxy at {}", address());
    }

    private void replace() {
        String domain = address();
        int port = builtIn.getProxyPort();
        if (!endpoints.listenAt(port)) {
            awaitFreePort.accept(port);
        }
        endpoints.replace(domain.substring(0, domain.indexOf('.')), port);
    }

    private void giveBack(State next) {
        endpoints.stopReplacing();
        builtIn.stop(); // it may think that it runs, without the port
        if (!serverStops.getAsBoolean()) {
            awaitFreePort.accept(builtIn.getProxyPort());
            builtIn.start(); // unless its own property says no
        }
        state = next;
        Log.info("Openfire's own proxy is available at {} again", address());
    }

    /** An exception would end the checks for good. */
    private void checkSafely() {
        try {
            check();
        } catch (RuntimeException e) {
            Log.error("The replacement of Openfire's own proxy could not be checked", e);
        }
    }

    /** Sees that the place is whose it shall be. */
    void check() {
        boolean yielded;
        synchronized (this) {
            yielded = wanted && state == State.OURS && switchedOn;
            if (yielded) {
                wanted = false;
                giveBack(State.YIELDED);
            } else if (wanted && state == State.OURS) {
                keep();
            }
        }
        if (yielded) {
            onYield.run(); // not while holding the lock: the setting comes back to us through its listeners
        }
    }

    private void keep() {
        if (disturbed || !endpoints.isReplacing()) {
            disturbed = false;
            builtIn.stop();
            replace();
        }
    }

    private synchronized void saved(String property, boolean on) {
        if (!property.startsWith(PROPERTIES) || state != State.OURS) {
            return;
        }
        disturbed = true;
        if (property.equals(FileTransferProxy.JIVEPROPERTY_PROXY_ENABLED)) {
            switchedOn = on;
        }
        housekeeping.schedule(this::checkSafely, SOON_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void propertySet(String property, Map<String, Object> params) {
        saved(property, Boolean.parseBoolean(String.valueOf(params.get("value"))));
    }

    @Override
    public void propertyDeleted(String property, Map<String, Object> params) {
        saved(property, FileTransferProxy.DEFAULT_IS_PROXY_ENABLED);
    }

    @Override
    public void xmlPropertySet(String property, Map<String, Object> params) {
        // the proxy's are in the database
    }

    @Override
    public void xmlPropertyDeleted(String property, Map<String, Object> params) {
        // the proxy's are in the database
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jivesoftware.openfire.RoutingTable;
import org.jivesoftware.openfire.disco.IQDiscoItemsHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.component.ComponentException;
import org.xmpp.component.ComponentManager;
import org.xmpp.packet.JID;

/** Our addresses: puts components under sub-domains of the server and takes them away again. */
public final class Services implements AutoCloseable {

    private static final Logger Log = LoggerFactory.getLogger(Services.class);

    private final ComponentManager components;
    private final RoutingTable routes;
    private final IQDiscoItemsHandler items;
    private final String domain;
    private final Consumer<String> arrived;
    /** In the order in which they came; guarded by this. */
    private final Map<ServiceComponent, Place> places = new LinkedHashMap<>();

    /**
     * @param domain  the server's domain
     * @param arrived is told the address of each component that is newly there; must not block
     */
    public Services(
            ComponentManager components,
            RoutingTable routes,
            IQDiscoItemsHandler items,
            String domain,
            Consumer<String> arrived) {
        this.components = components;
        this.routes = routes;
        this.items = items;
        this.domain = domain;
        this.arrived = arrived;
    }

    /**
     * Where a component stands.
     *
     * @param ours whether it got the sub-domain; false if somebody else has it
     */
    private record Place(String subdomain, boolean ours) {}

    /** An address of ours and whether stanzas to it reach us. */
    public record Address(String domain, boolean registered) {}

    /**
     * Puts the component under the sub-domain; if it stands under another one, moves it.
     *
     * @return its address
     */
    public synchronized JID register(ServiceComponent component, String subdomain) {
        if (move(component, subdomain)) {
            // Openfire 5 lists what no other node of a cluster has: the address would be gone with that node
            items.addComponentItem(address(subdomain).toString(), component.getName());
        }
        return address(subdomain);
    }

    /** The same for an address that the server does not mention (XEP-0030 §4). */
    public synchronized void registerUnlisted(ServiceComponent component, String subdomain) {
        if (move(component, subdomain)) {
            items.removeComponentItem(address(subdomain).toString()); // the server lists whoever says what it is
        }
    }

    /** @return whether it is newly there */
    private boolean move(ServiceComponent component, String subdomain) {
        Place place = places.get(component);
        if (place != null && place.ours() && place.subdomain().equals(subdomain)) {
            return false;
        }
        leave(place);
        Place next = new Place(subdomain, add(component, subdomain));
        places.put(component, next);
        return next.ours();
    }

    /** Takes the component away, if it is there. */
    public synchronized void unregister(ServiceComponent component) {
        leave(places.remove(component));
    }

    private boolean add(ServiceComponent component, String subdomain) {
        if (routes.isLocalRoute(address(subdomain))) { // in a cluster, each node has one
            Log.warn("The address {} is in use by another component. Choose another subdomain", address(subdomain));
            return false;
        }
        try {
            components.addComponent(subdomain, component);
            arrived.accept(address(subdomain).getDomain());
            return true;
        } catch (ComponentException e) {
            Log.warn("The address {} could not be registered", address(subdomain), e);
            return false;
        }
    }

    private void leave(Place place) {
        if (place == null || !place.ours()) {
            return;
        }
        try {
            components.removeComponent(place.subdomain());
            items.removeComponentItem(address(place.subdomain()).toString());
        } catch (ComponentException e) {
            Log.warn("The address {} could not be unregistered", address(place.subdomain()), e);
        }
    }

    /** @return whether a component has this sub-domain: one of ours, another, or, in a cluster, one of another node */
    public boolean isTaken(String subdomain) {
        return routes.hasComponentRoute(address(subdomain));
    }

    /** @return our addresses as they are now */
    public synchronized List<Address> addresses() {
        return places.values().stream()
                .map(place -> new Address(address(place.subdomain()).toString(), reachesUs(place)))
                .toList();
    }

    private boolean reachesUs(Place place) {
        return place.ours() && routes.isLocalRoute(address(place.subdomain()));
    }

    /** @return whether the component got its address and still has it */
    public synchronized boolean isRegistered(ServiceComponent component) {
        Place place = places.get(component);
        return place != null && reachesUs(place);
    }

    /** @return where the component is reached; empty if it has no address, or has lost it */
    public synchronized Optional<JID> addressOf(ServiceComponent component) {
        return Optional.ofNullable(places.get(component))
                .filter(this::reachesUs)
                .map(place -> address(place.subdomain()));
    }

    private JID address(String subdomain) {
        return new JID(null, subdomain + "." + domain, null);
    }

    @Override
    public synchronized void close() {
        places.values().forEach(this::leave);
        places.clear();
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.openfire.files;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ContactProbes;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.LocalizedTexts;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.QuotedText;
import org.jivesoftware.openfire.SharedGroupException;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.event.GroupEventDispatcher;
import org.jivesoftware.openfire.event.GroupEventListener;
import org.jivesoftware.openfire.group.Group;
import org.jivesoftware.openfire.group.GroupManager;
import org.jivesoftware.openfire.group.GroupNotFoundException;
import org.jivesoftware.openfire.roster.Roster;
import org.jivesoftware.openfire.roster.RosterEventDispatcher;
import org.jivesoftware.openfire.roster.RosterEventListener;
import org.jivesoftware.openfire.roster.RosterItem;
import org.jivesoftware.openfire.user.UserAlreadyExistsException;
import org.jivesoftware.openfire.user.UserNameManager;
import org.jivesoftware.openfire.user.UserNotFoundException;
import org.jivesoftware.util.cache.CacheFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/**
 * Puts the drop boxes of the members of groups into each other's rosters. These contacts are never written to the
 * database: Openfire has such contacts for gateways. Whatever a user does with one holds until the roster is loaded
 * again.
 */
public final class DropBoxContacts implements AutoCloseable {

    private static final Logger Log = LoggerFactory.getLogger(DropBoxContacts.class);

    /** In one roster. */
    private static final int MAX_CONTACTS = 300;

    private static final int MAX_NAME = 100;

    private static final String ROSTERS = "Roster";

    /**
     * Whose drop boxes are contacts.
     *
     * @param groups each member gets the drop boxes of the others; empty for none
     * @param domain of the drop boxes
     */
    public record Wanted(List<String> groups, String domain) {

        public static final Wanted NOTHING = new Wanted(List.of(), "");

        public Wanted {
            groups = List.copyOf(groups);
        }
    }

    private final XMPPServer server;
    private final ContactProbes probes;
    private final LocalizedTexts texts;
    private final Executor thread;
    private final Set<String> domains = ConcurrentHashMap.newKeySet(); // of contacts that may be in rosters
    private final RosterEventListener rosters = new Rosters();
    private final GroupEventListener groups = new Groups();
    private volatile Wanted wanted = Wanted.NOTHING;

    /** @param thread one, on which rosters that are in use are changed */
    public DropBoxContacts(XMPPServer server, ContactProbes probes, LocalizedTexts texts, Executor thread) {
        this.server = server;
        this.probes = probes;
        this.texts = texts;
        this.thread = thread;
    }

    public void open() {
        RosterEventDispatcher.addListener(rosters);
        GroupEventDispatcher.addListener(groups);
    }

    /** Changes all rosters accordingly, those that are in use soon, and others when they are loaded. */
    public void apply(Wanted changed) {
        if (!changed.equals(wanted)) {
            if (!changed.groups().isEmpty()) {
                domains.add(changed.domain());
            }
            wanted = changed;
            thread.execute(this::updateAll);
        }
    }

    /** Takes all the contacts away. */
    @Override
    public void close() {
        RosterEventDispatcher.removeListener(rosters);
        GroupEventDispatcher.removeListener(groups);
        wanted = Wanted.NOTHING;
        if (!server.isShuttingDown()) { // they end with the server
            updateAll();
        }
    }

    private synchronized void updateAll() {
        if (domains.isEmpty()) {
            return;
        }
        Map<String, Roster> loaded = CacheFactory.createCache(ROSTERS); // the server's own, which exists
        for (String username : List.copyOf(loaded.keySet())) {
            Roster roster = loaded.get(username);
            if (roster != null) {
                update(roster);
            }
        }
    }

    private void update(Roster roster) {
        try {
            Map<JID, String> boxes = boxes(roster.getUsername());
            for (RosterItem item : List.copyOf(roster.getRosterItems())) {
                if (isOurs(item) && !boxes.containsKey(item.getJid())) {
                    item.setSubStatus(RosterItem.SUB_NONE); // or the box would be asked, and answer
                    roster.deleteRosterItem(item.getJid(), false);
                }
            }
            for (RosterItem item : add(roster, boxes)) {
                roster.updateRosterItem(item); // which tells the user's clients
                server.getSessionManager()
                        .getSessions(roster.getUsername())
                        .forEach(session -> probes.send(session, item.getJid()));
            }
        } catch (UserNotFoundException | SharedGroupException | RuntimeException e) {
            Log.warn("The drop boxes in the roster of {} could not be changed", roster.getUsername(), e);
        }
    }

    private boolean isOurs(RosterItem item) {
        return item.getID() == 0
                && !item.isShared()
                && domains.contains(item.getJid().getDomain());
    }

    /** @return the drop boxes that a user is to have as contacts, with their names */
    private Map<JID, String> boxes(String username) {
        Map<JID, String> boxes = new LinkedHashMap<>();
        Wanted now = wanted;
        JID user = server.createJID(username, null);
        for (String name : now.groups()) {
            try {
                Group group = GroupManager.getInstance().getGroup(name);
                if (group.isUser(user)) {
                    group.getAll().forEach(member -> add(member, user, now.domain(), boxes));
                }
            } catch (GroupNotFoundException e) {
                Log.debug("There is no group {}", name);
            }
        }
        return boxes;
    }

    private void add(JID member, JID user, String domain, Map<JID, String> boxes) {
        if (boxes.size() < MAX_CONTACTS
                && server.isLocal(member)
                && !member.asBareJID().equals(user)) {
            try {
                String name = QuotedText.of(UserNameManager.getUserName(member), MAX_NAME);
                boxes.put(new JID(member.getNode(), domain, null, true), texts.text("intermediateim.files.box", name));
            } catch (UserNotFoundException e) {
                Log.debug("There is no user {}", member);
            }
        }
    }

    /** @return the contacts that were not there; the user's clients have not been told */
    private List<RosterItem> add(Roster roster, Map<JID, String> boxes) {
        return boxes.entrySet().stream()
                .filter(box -> !roster.isRosterItem(box.getKey()))
                .map(box -> add(roster, box.getKey(), box.getValue()))
                .toList();
    }

    private static RosterItem add(Roster roster, JID box, String name) {
        try {
            RosterItem item = roster.createRosterItem(box, name, null, false, false);
            item.setSubStatus(RosterItem.SUB_TO);
            return item;
        } catch (UserAlreadyExistsException | SharedGroupException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Fills rosters before anybody sees them. On the thread that asks for the roster; it must not be asked for again.
     */
    private final class Rosters implements RosterEventListener {

        @Override
        public void rosterLoaded(Roster roster) {
            try {
                add(roster, boxes(roster.getUsername()))
                        .forEach(item -> RosterEventDispatcher.contactUpdated(roster, item)); // for other nodes
            } catch (RuntimeException e) {
                Log.warn("The roster of {} gets no drop boxes", roster.getUsername(), e);
            }
        }

        @Override
        public boolean addingContact(Roster roster, RosterItem item, boolean persistent) {
            return persistent;
        }

        @Override
        public void contactAdded(Roster roster, RosterItem item) {
            // nothing to do
        }

        @Override
        public void contactUpdated(Roster roster, RosterItem item) {
            // nothing to do
        }

        @Override
        public void contactDeleted(Roster roster, RosterItem item) {
            // it comes back when the roster is loaded again
        }
    }

    private final class Groups implements GroupEventListener {

        private void changed(Group group) {
            if (wanted.groups().contains(group.getName())) {
                thread.execute(DropBoxContacts.this::updateAll);
            }
        }

        @Override
        public void groupCreated(Group group, Map params) {
            changed(group);
        }

        @Override
        public void groupDeleting(Group group, Map params) {
            changed(group); // the members of a group that is being deleted are told one by one
        }

        @Override
        public void groupModified(Group group, Map params) {
            // neither name nor members
        }

        @Override
        public void memberAdded(Group group, Map params) {
            changed(group);
        }

        @Override
        public void memberRemoved(Group group, Map params) {
            changed(group);
        }

        @Override
        public void adminAdded(Group group, Map params) {
            changed(group);
        }

        @Override
        public void adminRemoved(Group group, Map params) {
            changed(group);
        }
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.testing.server;

import java.util.List;

/**
 * What a test may ask of the Openfire it has started, over JMX: the server runs in a process of its own, so that it
 * loads the plugin from its jar and from nowhere else.
 */
public interface ServerControlMXBean {

    String NAME = "intermediateim.testing:type=ServerControl";

    void createUser(String username, String password);

    /** Deletes the user as the admin console would: listeners are told. */
    void deleteUser(String username);

    /** Makes each of the two a contact of the other, subscribed both ways. */
    void befriend(String oneUsername, String otherUsername);

    /** Does the same with many others, straight in the database: before any of them has logged in. */
    void befriendAll(String oneUsername, List<String> otherUsernames);

    void createGroup(String name, List<String> usernames);

    /** @return the value of the Openfire property, or null if it is not set */
    String getProperty(String name);

    /** @param value the new value; null deletes the property */
    void setProperty(String name, String value);

    /** Does what Openfire's page for its own SOCKS5 proxy does when it is saved. */
    void saveProxyPage(boolean enabled, int port);

    /** @return the first column of each row that the SELECT finds in Openfire's database */
    List<String> query(String sql);

    /** Changes Openfire's database. */
    void execute(String sql);

    /** Hands the jar to the plugin manager, as the upload form of the console does, and returns when it is loaded. */
    void installPlugin(String jarPath);

    /** Deletes the plugin as the console does, and returns when it is gone. */
    void removePlugin(String name);

    /** Unloads the plugin and loads it again, as the console's reload button does, and returns when it is back. */
    void reloadPlugin(String name);

    boolean isPluginLoaded(String name);

    /** @return where the plugin's class was loaded from, a URL */
    String pluginCodeSource(String name);

    /** @return whether no class of a plugin that was unloaded since the start is held in memory any more */
    boolean arePluginClassesCollected();

    /**
     * What runs in the server: threads, listeners, interceptors, components, servlets, ports, statistics, scheduled
     * tasks, caches; a line each, sorted, as {@code kind: what}.
     */
    List<String> inventory();

    /** @return the entries of the security audit log, oldest first, as {@code username: summary: details} */
    List<String> auditLog();

    /** Routes a stanza as if it came from another server or a component: without a session. */
    void route(String stanza);

    /** Has all that is sent to addresses that begin so disappear, before a plugin sees it. */
    void silence(String beginning);

    /**
     * Has Jetty, which serves the server's users, serve the files of a directory too, as Openfire has it serve its own.
     *
     * @param path what their URLs begin with
     */
    void serveDirectory(String directory, String path);

    /**
     * Adds a component that gives out slots for uploads (XEP-0363).
     *
     * @param base what the URLs begin with; a slash and the file's name follow
     */
    void serveUploads(String subdomain, String base);

    /** @return how many occupants all rooms of the service have together */
    int occupants(String subdomain);

    /** Does what the room service does now and then: removes all occupants who have sent it nothing since then. */
    void removeIdleOccupants(String subdomain);

    /**
     * Ends the session of a client that has lost its connection and could resume it (XEP-0198 §5), as the server does
     * some minutes later. Returns when it is over.
     */
    void expireDetachedSession(String fullJid);

    /** @return the stanzas stored offline for the user */
    List<String> offlineMessages(String username);

    /**
     * Returns when a client's session is over, which it is some time after its connection: rooms have let go of it
     * then, and what is sent to its address finds nobody, or the next client that binds it.
     */
    void awaitSessionEnd(String fullJid);
}

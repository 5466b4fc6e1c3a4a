package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.XmlText;
import org.jivesoftware.openfire.container.PluginManager;
import org.jivesoftware.openfire.container.PluginManagerListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that one copy of the plugin works in a server, however many jars of it lie in the plugins folder: the
 * first one loaded. The others stand by; when it is removed, the next one begins.
 *
 * <p>Openfire 5 itself does not load a second plugin of the same name, and only logs that. Openfire 4.2 loads all.
 */
public final class PluginCopies implements PluginManagerListener, AutoCloseable {

    private static final Logger Log = LoggerFactory.getLogger(PluginCopies.class);

    /**
     * System property with the directory of the copy that works: copies have class loaders, and statics, of their own.
     */
    static final String WORKING = "org.igniterealtime.openfire.plugin.intermediateim.working";

    private final PluginManager plugins;
    private final Path directory;
    private final Properties shared = System.getProperties();
    private Runnable begin;
    private boolean closed;
    private Set<Copy> reported = Set.of();

    /**
     * Another copy.
     *
     * @param name    of its directory: that of its jar without the ending, in lower case
     * @param version as its plugin.xml says
     */
    public record Copy(String name, String version) implements Comparable<Copy> {

        @Override
        public int compareTo(Copy other) {
            return name.compareTo(other.name);
        }
    }

    /**
     * What a plugin.xml says. Openfire 5 reads the file on threads that it starts meanwhile and never ends; those would
     * inherit our access control context, and keep our classes in memory.
     */
    private record Description(String name, String version) {

        static final Description NONE = new Description("", "");

        /** @return empty if there is no plugin.xml, or none that can be read */
        static Optional<Description> in(Path directory) {
            try {
                return XmlText.parse(Files.readString(directory.resolve("plugin.xml")))
                        .map(Description::of);
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        private static Description of(Element plugin) {
            return new Description(text(plugin, "name"), text(plugin, "version"));
        }

        private static String text(Element plugin, String name) {
            return Objects.toString(plugin.elementTextTrim(name), "");
        }
    }

    /** @param directory of this copy */
    public PluginCopies(PluginManager plugins, Path directory) {
        this.plugins = plugins;
        this.directory = directory.toAbsolutePath().normalize();
    }

    /**
     * Claims the work for this copy. Called while the plugin manager loads it.
     *
     * @param begin starts this copy once the one that works is gone; called with the plugin manager locked
     * @return whether this copy works from now on; false if it stands by
     */
    public boolean open(Runnable begin) {
        this.begin = begin;
        boolean ours = claim();
        if (!ours) {
            Log.warn(
                    "Intermediate IM is installed more than once. The copy {} is inactive because {} is active. "
                            + "Remove one of them",
                    nameOf(directory),
                    nameOf(workingDirectory().orElse(directory)));
        }
        plugins.addPluginManagerListener(this);
        return ours;
    }

    private boolean claim() {
        return shared.putIfAbsent(WORKING, directory.toString()) == null;
    }

    private boolean isWorking() {
        return directory.toString().equals(shared.get(WORKING));
    }

    private Optional<Path> workingDirectory() {
        return Optional.ofNullable((String) shared.get(WORKING)).map(Path::of);
    }

    /** @return this copy */
    public Copy own() {
        return copy(directory);
    }

    /** @return the copy that works; empty if none does */
    public Optional<Copy> working() {
        return workingDirectory().map(PluginCopies::copy);
    }

    /** @return the copies that lie in the plugins folder beside this one, by name */
    public Set<Copy> others() {
        Set<Copy> copies = new TreeSet<>();
        Description own = Description.in(directory).orElse(Description.NONE);
        for (Path other : siblings()) {
            if (!other.equals(directory)) {
                Description.in(other)
                        .filter(description -> description.name().equalsIgnoreCase(own.name()))
                        .ifPresent(description -> copies.add(new Copy(nameOf(other), description.version())));
            }
        }
        return copies;
    }

    private List<Path> siblings() {
        List<Path> siblings = new ArrayList<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(directory.getParent(), Files::isDirectory)) {
            directories.forEach(siblings::add);
        } catch (IOException e) {
            Log.debug("The plugins folder can't be read", e);
        }
        return siblings;
    }

    private static Copy copy(Path directory) {
        return new Copy(
                nameOf(directory),
                Description.in(directory).orElse(Description.NONE).version());
    }

    private static String nameOf(Path directory) {
        return directory.getFileName().toString();
    }

    /**
     * Openfire has looked through the plugins folder: a copy that was to go is gone, one that was reloaded is back. The
     * plugin manager is locked as it is when it loads or unloads a plugin.
     */
    @Override
    public void pluginsMonitored() {
        synchronized (plugins) {
            if (closed) {
                return;
            }
            if (claim()) {
                Log.info("The other copy of Intermediate IM was removed. The copy {} is now active", nameOf(directory));
                begin.run();
            }
            if (isWorking()) {
                report(others());
            }
        }
    }

    private void report(Set<Copy> others) {
        Set<Copy> unknown = new HashSet<>(others);
        unknown.removeAll(reported);
        for (Copy other : unknown) {
            Log.warn(
                    "Intermediate IM is installed more than once. The copy {} is active, and the copy {} is inactive. "
                            + "Remove one of them",
                    nameOf(directory),
                    other.name());
        }
        reported = others;
    }

    @Override
    public void close() {
        closed = true;
        plugins.removePluginManagerListener(this);
        shared.remove(WORKING, directory.toString());
    }
}

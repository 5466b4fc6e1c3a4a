package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginCopies.Copy;
import org.jivesoftware.openfire.container.PluginManager;
import org.jivesoftware.openfire.container.PluginManagerListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginCopiesTest {

    @TempDir
    Path plugins;

    private final PluginManager manager = mock(PluginManager.class);
    private final List<PluginManagerListener> listeners = new ArrayList<>();
    private final List<String> begun = new ArrayList<>();
    private PluginCopies first;
    private PluginCopies second;

    @BeforeEach
    void unpackTwoCopies() throws IOException {
        doAnswer(call -> listeners.add(call.getArgument(0))).when(manager).addPluginManagerListener(any());
        doAnswer(call -> listeners.remove(call.getArgument(0))).when(manager).removePluginManagerListener(any());
        first = new PluginCopies(manager, unpacked("intermediateim", "Intermediate IM", "0.1.0"));
        second = new PluginCopies(manager, unpacked("intermediateim (1)", "Intermediate IM", "0.2.0"));
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private Path unpacked(String directory, String name, String version) throws IOException {
        Path path = Files.createDirectories(plugins.resolve(directory));
        Files.writeString(
                path.resolve("plugin.xml"),
                "<?xml version=\"1.0\"?>\n<!-- c -->\n<plugin><class>x.Y</class>\n<name>" + name
                        + "</name>\n<nested><version>9</version></nested><version> " + version
                        + " </version></plugin>");
        return path;
    }

    private void pluginsMonitored() {
        List.copyOf(listeners).forEach(PluginManagerListener::pluginsMonitored);
    }

    @Test
    void theFirstWorksAndTheSecondStandsBy() {
        assertTrue(first.open(() -> begun.add("first")));
        assertFalse(second.open(() -> begun.add("second")));
        pluginsMonitored();
        assertEquals(List.of(), begun);
        assertEquals(Optional.of(new Copy("intermediateim", "0.1.0")), second.working());
        assertEquals(new Copy("intermediateim (1)", "0.2.0"), second.own());
    }

    @Test
    void theSecondBeginsWhenTheFirstIsGone() {
        first.open(() -> begun.add("first"));
        second.open(() -> begun.add("second"));
        first.close();
        assertEquals(List.of(), begun, "the first may be back in a moment, it may have been reloaded");
        pluginsMonitored();
        pluginsMonitored();
        assertEquals(List.of("second"), begun);
        assertFalse(first.open(() -> begun.add("first")));
    }

    @Test
    void theFirstWorksAgainAfterAReload() {
        first.open(() -> begun.add("first"));
        second.open(() -> begun.add("second"));
        first.close();
        PluginCopies again = new PluginCopies(manager, plugins.resolve("intermediateim"));
        assertTrue(again.open(() -> begun.add("again")));
        pluginsMonitored();
        assertEquals(List.of(), begun);
        again.close();
    }

    @Test
    void onlyTheCopyThatWorksLetsOthersWork() {
        first.open(() -> begun.add("first"));
        second.open(() -> begun.add("second"));
        second.close();

        assertFalse(new PluginCopies(manager, plugins.resolve("third")).open(() -> begun.add("third")));
        assertEquals(Optional.of(first.own()), first.working());
    }

    @Test
    void knowsCopiesByTheNameOfThePlugin() throws IOException {
        unpacked("monitoring", "Monitoring", "2.0");
        unpacked("im", "intermediate im", "0.3.0");
        Files.createDirectories(plugins.resolve("empty"));
        Files.writeString(
                Files.createDirectories(plugins.resolve("broken")).resolve("plugin.xml"),
                "<plugin><name>Intermediate IM");

        assertEquals(Set.of(new Copy("im", "0.3.0"), new Copy("intermediateim (1)", "0.2.0")), first.others());
    }
}

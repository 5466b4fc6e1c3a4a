package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import org.jivesoftware.openfire.container.PluginManager;
import org.junit.jupiter.api.Test;

class ServerStartTest {

    private final PluginManager plugins = mock(PluginManager.class);
    private int told;
    private final ServerStart start = new ServerStart(plugins, () -> told++);

    @Test
    void tellsAtOnceWhenItIsOver() {
        when(plugins.isExecuted()).thenReturn(true);
        assertTrue(start.isOver());
        start.open();
        assertEquals(1, told);
        verify(plugins, never()).addPluginManagerListener(start);
    }

    @Test
    void tellsLaterAndThenNoMore() {
        assertFalse(start.isOver());
        start.open();
        assertEquals(0, told);
        verify(plugins).addPluginManagerListener(start);
        start.pluginsMonitored();
        assertEquals(1, told);
        verify(plugins).removePluginManagerListener(start);
    }

    @Test
    void saysNothingAfterTheEnd() {
        start.open();
        start.close();
        verify(plugins).removePluginManagerListener(start);
    }
}

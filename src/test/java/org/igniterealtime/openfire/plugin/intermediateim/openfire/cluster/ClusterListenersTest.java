package org.igniterealtime.openfire.plugin.intermediateim.openfire.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.mock;

import java.util.List;
import org.jivesoftware.openfire.cluster.ClusterEventListener;
import org.jivesoftware.openfire.cluster.ClusterManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.MockedStatic;
import org.mockito.Mockito;

class ClusterListenersTest {

    private final ClusterEventListener listener = mock(ClusterEventListener.class);

    /** As that of Openfire 5.1. */
    public static final class Numbered {

        private static List<Object> added = List.of();

        private Numbered() {}

        public static void addListener(ClusterEventListener listener, int sequence) {
            added = List.of(listener, sequence);
        }
    }

    @AfterEach
    void forget() {
        Numbered.added = List.of();
    }

    @Test
    void isCalledAfterTheServersOwnListeners() {
        new ClusterListeners(Numbered.class).addLast(listener);
        assertEquals(List.of(listener, ClusterListeners.AFTER_THE_SERVER), Numbered.added);
    }

    @Test
    void isCalledInItsTurnWhereTheyHaveNone() {
        try (MockedStatic<ClusterManager> manager = Mockito.mockStatic(ClusterManager.class)) {
            new ClusterListeners().addLast(listener);
            manager.verify(() -> ClusterManager.addListener(listener));
        }
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.openfire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jivesoftware.openfire.cluster.ClusterManager;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.MockedStatic;
import org.mockito.Mockito;

class ClusterDutyTest {

    @ParameterizedTest(name = "clustering switched on: {0}, joined: {1}, senior: {2}")
    @CsvSource({"false, false, true, true", "true, false, true, false", "true, true, true, true", "true, true, false, false"})
    void isOursAloneOrAsTheSeniorNode(boolean enabled, boolean started, boolean senior, boolean ours) {
        try (MockedStatic<ClusterManager> cluster = Mockito.mockStatic(ClusterManager.class)) {
            cluster.when(ClusterManager::isClusteringEnabled).thenReturn(enabled);
            cluster.when(ClusterManager::isClusteringStarted).thenReturn(started);
            cluster.when(ClusterManager::isSeniorClusterMember).thenReturn(senior); // as Openfire says of a node that has not joined
            assertEquals(ours, ClusterDuty.isOurs());
        }
    }
}

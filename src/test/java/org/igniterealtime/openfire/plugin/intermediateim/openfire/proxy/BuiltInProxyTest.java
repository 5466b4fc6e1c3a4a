package org.igniterealtime.openfire.plugin.intermediateim.openfire.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.IntConsumer;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.proxy.BuiltInProxy.State;
import org.jivesoftware.openfire.filetransfer.proxy.FileTransferProxy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

class BuiltInProxyTest {

    private final FileTransferProxy builtIn = mock(FileTransferProxy.class);
    private final ProxyEndpoints endpoints = mock(ProxyEndpoints.class);
    private final IntConsumer awaitFreePort = mock(IntConsumer.class);
    private boolean serverStops;
    private int yields;
    private final BuiltInProxy replacement = new BuiltInProxy(
            builtIn, endpoints, mock(ScheduledExecutorService.class), awaitFreePort, () -> serverStops, () -> yields++);

    @BeforeEach
    void setUp() {
        when(builtIn.getServiceDomain()).thenReturn("proxy.example.org");
        when(builtIn.getProxyPort()).thenReturn(7777);
        when(endpoints.isReplacing()).thenReturn(true);
    }

    private void saved(String value) {
        replacement.propertySet("xmpp.proxy.enabled", Map.of("value", value));
    }

    @Test
    void leavesOpenfiresOwnAloneUntilItIsWanted() {
        saved("true");
        replacement.check();
        replacement.setWanted(false);
        verify(builtIn, never()).stop();
        verify(builtIn, never()).start();
        verifyNoMoreInteractions(endpoints);
        assertEquals(State.OPENFIRE, replacement.state());
    }

    @Nested
    class WhileItHasThePlace {

        @BeforeEach
        void take() {
            replacement.setWanted(true);
        }

        @Test
        void theOtherIsStoppedFirst() {
            InOrder order = inOrder(builtIn, endpoints, awaitFreePort);
            order.verify(builtIn).stop();
            order.verify(awaitFreePort).accept(7777);
            order.verify(endpoints).replace("proxy", 7777);
            assertEquals(State.OURS, replacement.state());
        }

        @Test
        void itIsTakenOnce() {
            replacement.setWanted(true);
            replacement.check();
            verify(builtIn, times(1)).stop();
        }

        @Test
        void itGivesThePlaceBackBeforeTheOtherStarts() {
            replacement.setWanted(false);
            InOrder order = inOrder(builtIn, endpoints, awaitFreePort);
            order.verify(endpoints).stopReplacing();
            order.verify(awaitFreePort).accept(7777);
            order.verify(builtIn).start();
            assertEquals(State.OPENFIRE, replacement.state());
        }

        @Test
        void itGivesThePlaceBackWhenThePluginGoes() {
            replacement.close();
            verify(builtIn).start();
        }

        @Test
        void nothingIsStartedInAServerThatStops() {
            serverStops = true;
            replacement.close();
            verify(endpoints).stopReplacing();
            verify(builtIn, never()).start();
        }

        @Test
        void itComesBackAfterASaveWithTheOtherOff() {
            saved("false");
            replacement.check();
            verify(endpoints, times(2)).replace("proxy", 7777);
            assertEquals(State.OURS, replacement.state());
            assertEquals(0, yields);
        }

        @Test
        void itComesBackWheneverItsAddressIsGone() {
            when(endpoints.isReplacing()).thenReturn(false);
            replacement.check();
            verify(endpoints, times(2)).replace("proxy", 7777);
        }

        @Test
        void itFollowsThePort() {
            when(builtIn.getProxyPort()).thenReturn(8888);
            replacement.propertySet("xmpp.proxy.port", Map.of("value", "8888"));
            replacement.check();
            verify(endpoints).replace("proxy", 8888);
            assertEquals(State.OURS, replacement.state());
        }

        @Test
        void itYieldsWhenTheOtherIsSwitchedOn() {
            saved("true");
            replacement.check();
            assertYielded();
        }

        @Test
        void itYieldsWhenTheOthersPropertyIsDeleted() {
            replacement.propertyDeleted("xmpp.proxy.enabled", Map.of());
            replacement.check();
            assertYielded();
        }

        private void assertYielded() {
            InOrder order = inOrder(builtIn, endpoints);
            order.verify(endpoints).stopReplacing();
            order.verify(builtIn).start();
            assertEquals(State.YIELDED, replacement.state());
            assertEquals(1, yields);
            replacement.setWanted(false); // the setting, switched off
            replacement.check();
            assertEquals(State.YIELDED, replacement.state());
            verify(builtIn, times(1)).start();
        }

        @Test
        void theLastWordOfTheAdminCounts() {
            saved("true");
            saved("false");
            replacement.check();
            assertEquals(State.OURS, replacement.state());
        }

        @Test
        void otherPropertiesDoNotMatter() {
            replacement.propertySet("xmpp.socket.plain.port", Map.of("value", "5222"));
            replacement.check();
            verify(endpoints, times(1)).replace("proxy", 7777);
        }

        @Test
        void itCanBeTakenAgainAfterAYield() {
            saved("true");
            replacement.check();
            replacement.setWanted(false);
            replacement.setWanted(true);
            assertEquals(State.OURS, replacement.state());
            replacement.check();
            assertEquals(State.OURS, replacement.state());
        }
    }
}

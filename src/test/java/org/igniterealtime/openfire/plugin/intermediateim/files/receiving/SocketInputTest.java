package org.igniterealtime.openfire.plugin.intermediateim.files.receiving;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.nio.ByteBuffer;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.Reservation;
import org.igniterealtime.openfire.plugin.intermediateim.socks5.LocalEnd;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

class SocketInputTest {

    private final Reservation reservation = mock(Reservation.class);
    private final LocalEnd.Socket socket = mock(LocalEnd.Socket.class);
    private final SocketInput input = new SocketInput(null, reservation, 100, task -> {});

    @BeforeEach
    void open() {
        input.end().opened(socket);
    }

    private void comes(int count) {
        input.end().received(ByteBuffer.allocate(count));
    }

    @Test
    void readsOnWhileTheStoreTakesMore() {
        when(reservation.write(any())).thenReturn(true);
        comes(10);

        verify(socket, never()).pause();
    }

    @Test
    void pausesWhileTheStoreIsFull() {
        when(reservation.isFull()).thenReturn(true);
        comes(10);

        verify(socket).pause();
        verify(socket, never()).resume();
    }

    @Test
    void readsOnIfTheStoreHasCaughtUpBeforeThePause() {
        when(reservation.write(any())).thenAnswer(full -> {
            input.resume();
            return false;
        });
        comes(10);

        InOrder order = inOrder(socket);
        order.verify(socket).pause();
        order.verify(socket).resume();
    }
}

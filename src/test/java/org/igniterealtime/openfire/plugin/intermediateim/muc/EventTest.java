package org.igniterealtime.openfire.plugin.intermediateim.muc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

class EventTest {

    private final List<String> heard = new ArrayList<>();
    private final Event.Listener listener = (Event.Listener) Proxy.newProxyInstance(
            Event.Listener.class.getClassLoader(),
            new Class<?>[] {Event.Listener.class},
            (proxy, method, arguments) -> {
                heard.add(method.getName() + " " + arguments[0].getClass().getSimpleName());
                return null;
            });

    static Stream<Class<?>> kinds() {
        return Arrays.stream(Event.class.getPermittedSubclasses());
    }

    /** With nothing in it. */
    private static Event event(Class<?> kind) throws ReflectiveOperationException {
        var constructor = kind.getDeclaredConstructors()[0];
        return (Event) constructor.newInstance(Arrays.stream(constructor.getParameterTypes())
                .map(type -> type == boolean.class ? Boolean.FALSE : type == Set.class ? Set.of() : null)
                .toArray());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void isToldUnderItsOwnName(Class<?> kind) throws ReflectiveOperationException {
        event(kind).perform(new Output.Performer() {
            @Override
            public void send(Packet stanza) {
                fail();
            }

            @Override
            public void happened(Event event) {
                event.tell(listener);
            }
        });
        String name = kind.getSimpleName();
        String method = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
        assertEquals(List.of(method + " " + name), heard);
    }

    @Test
    void aStanzaIsSent() {
        List<Packet> sent = new ArrayList<>();
        Message message = new Message();
        new Output.Send(message).perform(new Output.Performer() {
            @Override
            public void send(Packet stanza) {
                sent.add(stanza);
            }

            @Override
            public void happened(Event event) {
                fail();
            }
        });
        assertEquals(List.of(message), sent);
    }
}

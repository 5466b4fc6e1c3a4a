package org.igniterealtime.openfire.plugin.intermediateim.files.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SerialTasksTest {

    private final Deque<Runnable> executor = new ArrayDeque<>();
    private final List<Integer> done = new ArrayList<>();
    private final SerialTasks tasks = new SerialTasks(executor::add);

    private void add(int number) {
        tasks.run(() -> done.add(number));
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    @Test
    void whatIsThereIsDoneInOrderByOneThread() {
        range(0, 3).forEach(this::add);
        assertEquals(1, executor.size());
        executor.remove().run();
        assertEquals(range(0, 3), done);
        assertEquals(0, executor.size());
        add(3);
        assertEquals(1, executor.size());
    }

    @Test
    void whatATaskAddsIsDoneByTheSameThread() {
        tasks.run(() -> add(1));
        executor.remove().run();
        assertEquals(List.of(1), done);
    }

    @Test
    void othersGetTheThreadAfterSomeTasks() {
        range(0, 20).forEach(this::add);
        executor.add(() -> done.add(-1));
        executor.remove().run();
        executor.remove().run();
        assertEquals(range(0, 16), done.subList(0, 16));
        assertEquals(-1, done.get(16));
        executor.remove().run();
        assertEquals(range(16, 20), done.subList(17, 21));
    }

    @Test
    void aTaskThatFailsStopsNoOther() {
        tasks.run(() -> {
            throw new IllegalStateException();
        });
        add(1);
        assertThrows(IllegalStateException.class, executor.remove()::run);
        executor.remove().run();
        assertEquals(List.of(1), done);
    }
}

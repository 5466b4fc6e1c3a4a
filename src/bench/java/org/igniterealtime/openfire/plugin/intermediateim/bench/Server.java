package org.igniterealtime.openfire.plugin.intermediateim.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import javax.management.MBeanServerConnection;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;

/** The server's process, as its JVM tells. */
public final class Server {

    private static final int LOOKS = 3;

    private final OperatingSystemMXBean system;
    private final MemoryMXBean memory;
    private final ThreadMXBean threads;
    private final List<MemoryPoolMXBean> pools;

    public Server(EmbeddedOpenfire openfire) throws IOException {
        MBeanServerConnection beans = openfire.connection();
        system = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME, OperatingSystemMXBean.class);
        memory = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        threads = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        pools = ManagementFactory.getPlatformMXBeans(beans, MemoryPoolMXBean.class);
    }

    /** @return CPU time of all its threads */
    public long cpuNanos() {
        return system.getProcessCpuTime();
    }

    /** @return bytes of objects that are in use: the least of some looks */
    public long liveHeap() {
        return LongStream.range(0, LOOKS)
                .map(look -> {
                    memory.gc();
                    return memory.getHeapMemoryUsage().getUsed();
                })
                .min()
                .orElseThrow();
    }

    /** @return bytes of objects that are in use now, without what has been made since the garbage was collected */
    public long liveHeapNow() {
        memory.gc();
        return pools.stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
    }

    /** @return names of all its threads in Java, of which several may have the same */
    public List<String> threads() {
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(Objects::nonNull) // it has ended meanwhile
                .map(ThreadInfo::getThreadName)
                .toList();
    }
}

package org.igniterealtime.openfire.plugin.intermediateim.bench.seats;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.stream.LongStream;
import javax.management.MBeanServerConnection;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;

/** The server's process, as its JVM tells. */
final class Server {

    private static final int LOOKS = 3;

    private final OperatingSystemMXBean system;
    private final MemoryMXBean memory;

    Server(EmbeddedOpenfire openfire) throws IOException {
        MBeanServerConnection beans = openfire.connection();
        system = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME, OperatingSystemMXBean.class);
        memory = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
    }

    /** @return CPU time of all its threads */
    long cpuNanos() {
        return system.getProcessCpuTime();
    }

    /** @return bytes of objects that are in use */
    long liveHeap() {
        return LongStream.range(0, LOOKS)
                .map(look -> {
                    memory.gc();
                    return memory.getHeapMemoryUsage().getUsed();
                })
                .min()
                .orElseThrow();
    }
}

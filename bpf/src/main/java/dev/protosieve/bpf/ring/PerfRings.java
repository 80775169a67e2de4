package dev.protosieve.bpf.ring;

import dev.protosieve.bpf.feature.Cpus;
import dev.protosieve.bpf.map.BpfMap;
import dev.protosieve.bpf.sys.Errno;
import dev.protosieve.bpf.sys.Fd;
import dev.protosieve.bpf.sys.KernelException;
import dev.protosieve.bpf.sys.Mapping;
import dev.protosieve.bpf.sys.NativeMemory;
import dev.protosieve.bpf.sys.PerfEvents;
import dev.protosieve.bpf.sys.SystemCalls;
import java.util.ArrayList;
import java.util.List;

/**
 * The rings of all CPUs behind a perf event array map. Nobody is ever woken: the reader comes when it likes, so that a record
 * costs the producer as little as it can.
 */
public final class PerfRings implements AutoCloseable {

    /** Room a CPU: holds more than a second of full events at 40,000/s, and bursts of millions a second for 5 ms. */
    public static final int DEFAULT_BYTES = 8 * 1024 * 1024;

    private final BpfMap map;
    private final List<Source> sources = new ArrayList<>();
    private boolean draining;
    private boolean closed;

    private PerfRings(BpfMap map) {
        this.map = map;
    }

    private record Source(int cpu, Fd event, Mapping pages, CpuRing ring) {
    }

    /**
     * Opens a ring on every CPU that is online and puts it into the map.
     *
     * @param bytesPerCpu rounded up to a power of two pages; less is taken where the kernel does not grant as much
     */
    public static PerfRings open(BpfMap map, int bytesPerCpu) {
        PerfRings rings = new PerfRings(map);
        try {
            Cpus.online().stream().filter(cpu -> cpu < map.shape().maxEntries())
                    .forEach(cpu -> rings.add(cpu, bytesPerCpu));
            return rings;
        } catch (KernelException e) {
            rings.close();
            throw e;
        }
    }

    private void add(int cpu, int bytes) {
        Fd event = PerfEvents.open(cpu);
        try {
            Mapping pages = mapRing(event, bytes);
            sources.add(new Source(cpu, event, pages, new CpuRing(cpu, pages.bytes())));
            map.update(cpu, NativeMemory.allocate(Integer.BYTES).putInt(0, event.number()));
        } catch (KernelException e) {
            event.close();
            throw e;
        }
    }

    /** Without CAP_IPC_LOCK the kernel grants only so much locked memory (kernel.perf_event_mlock_kb). */
    private static Mapping mapRing(Fd event, int bytes) {
        int page = SystemCalls.pageSize();
        int size = Math.max(page, Integer.highestOneBit(Math.max(1, bytes - 1)) << 1);
        while (true) {
            try {
                return SystemCalls.map(event, (long) page + size);
            } catch (KernelException e) {
                boolean tooMuch = e.errno() == Errno.EPERM || e.errno() == Errno.ENOMEM;
                if (!tooMuch || size == page) {
                    throw e;
                }
                size /= 2;
            }
        }
    }

    /** Hands over what is in the rings now, CPU after CPU, and returns how many records that were. Does not wait. */
    public synchronized int drain(RecordSink sink) {
        if (closed) {
            return 0;
        }
        draining = true;
        try {
            int records = 0;
            for (Source source : sources) {
                records += source.ring().drain(sink);
            }
            return records;
        } finally {
            draining = false;
            if (closed) {
                release();
            }
        }
    }

    /** Takes the rings out of the map and frees them. Idempotent; a sink may call it too. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (!draining) {
            release();
        }
    }

    private void release() {
        for (Source source : sources) {
            map.delete(source.cpu());
            source.pages().close();
            source.event().close();
        }
        sources.clear();
    }
}

package dev.protosieve.engine.sim;

import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.MapSpec;
import dev.protosieve.engine.isa.Helper;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;

/** What the helper functions do: kernel/bpf/helpers.c, kernel/bpf/arraymap.c, net/core/filter.c. */
final class HelperCalls {

    /** BPF_F_INDEX_MASK, which is BPF_F_CURRENT_CPU too, and BPF_F_CTXLEN_MASK (include/uapi/linux/bpf.h). */
    private static final long INDEX_MASK = 0xffff_ffffL;
    private static final long CONTEXT_LENGTH_MASK = 0xfffffL << 32;

    /** struct bpf_func_proto by program type: xdp_func_proto(), tc_cls_act_func_proto(), sk_filter_func_proto(). */
    private static final Set<Helper> XDP = Set.of(Helper.MAP_LOOKUP_ELEM, Helper.KTIME_GET_NS,
            Helper.GET_SMP_PROCESSOR_ID, Helper.PERF_EVENT_OUTPUT);
    private static final Set<Helper> SOCKET = Set.of(Helper.MAP_LOOKUP_ELEM, Helper.KTIME_GET_NS,
            Helper.GET_SMP_PROCESSOR_ID, Helper.PERF_EVENT_OUTPUT, Helper.SKB_LOAD_BYTES);
    private static final Map<Hook, Set<Helper>> OFFERED = new EnumMap<>(Map.of(Hook.XDP, XDP,
            Hook.SOCKET, SOCKET,
            Hook.TC_INGRESS, Set.of(Helper.values()),
            Hook.TC_EGRESS, Set.of(Helper.values())));

    private final Memory memory;
    private final Registers registers;
    private final EventQueue events;
    private final LongSupplier clock;

    /** @param clock nanoseconds of CLOCK_MONOTONIC */
    HelperCalls(Memory memory, Registers registers, EventQueue events, LongSupplier clock) {
        this.memory = memory;
        this.registers = registers;
        this.events = events;
        this.clock = clock;
    }

    static boolean isOffered(Hook hook, Helper helper) {
        return Objects.requireNonNull(OFFERED.get(hook)).contains(helper);
    }

    void call(Helper helper) throws Refusal {
        switch (helper) {
            case MAP_LOOKUP_ELEM -> lookup();
            case KTIME_GET_NS -> registers.setNumber(0, clock.getAsLong());
            case GET_SMP_PROCESSOR_ID -> registers.setNumber(0, 0);
            case PERF_EVENT_OUTPUT -> registers.setNumber(0, output());
            case SKB_LOAD_BYTES -> registers.setNumber(0, loadBytes());
            case SKB_PULL_DATA -> registers.setNumber(0, pullData());
        }
        registers.clobber();
    }

    private void lookup() throws Refusal {
        int map = memory.needMap(registers, 1);
        SimMap values = memory.maps.get(map);
        if (!values.hasValues()) {
            throw Refusal.of(1, "is a map without values that could be looked up");
        }
        byte[] key = memory.readByHelper(registers, 2, values.spec().keySize(), true);
        int entry = Memory.int32(key);
        boolean found = Integer.compareUnsigned(entry, values.entries()) < 0;
        Region region = found ? memory.mapValue(map, entry) : memory.mapHandle(map);
        registers.set(0, found ? region.base : 0, region.id | Registers.MAYBE_NULL);
    }

    /** bpf_skb_event_output() and bpf_xdp_event_output(), then __bpf_perf_event_output(). */
    private int output() throws Refusal {
        memory.needContext(registers, 1);
        MapSpec map = memory.maps.get(memory.needMap(registers, 2)).spec();
        if (map.kind() != MapSpec.Kind.PERF_EVENT_ARRAY) {
            throw Refusal.of(2, "is no perf event array");
        }
        long flags = registers.number(3);
        byte[] data = memory.readByHelper(registers, 4, size(5, true), false);
        byte[] packet = memory.packet().bytes();
        int appended = (int) ((flags & CONTEXT_LENGTH_MASK) >>> 32);
        if ((flags & ~(INDEX_MASK | CONTEXT_LENGTH_MASK)) != 0) {
            return Errno.INVAL;
        }
        if (appended > packet.length) {
            return Errno.FAULT;
        }
        long index = flags & INDEX_MASK;
        if (index != INDEX_MASK && index != 0) {
            return map.maxEntries() == MapSpec.PER_CPU || index >= map.maxEntries() ? Errno.TOOBIG : Errno.NOENT;
        }
        byte[] sample = Arrays.copyOf(data, data.length + appended);
        System.arraycopy(packet, 0, sample, data.length, appended);
        return events.offer(sample);
    }

    /** bpf_skb_load_bytes(): out of bounds fills with zeroes and fails. */
    private int loadBytes() throws Refusal {
        memory.needContext(registers, 1);
        long offset = registers.number(2) & 0xffff_ffffL;
        int size = size(4, false);
        byte[] packet = memory.packet().bytes();
        boolean inside = offset + size <= packet.length;
        byte[] bytes = inside ? Arrays.copyOfRange(packet, (int) offset, (int) offset + size) : new byte[size];
        memory.writeByHelper(registers, 3, bytes);
        return inside ? 0 : Errno.FAULT;
    }

    /** bpf_skb_pull_data(): length 0 asks for what is linear already; pointers into the packet are lost in any case. */
    private int pullData() throws Refusal {
        memory.needContext(registers, 1);
        long length = registers.number(2) & 0xffff_ffffL;
        boolean inside = length <= memory.packet().bytes().length;
        memory.movePacket(inside ? Math.max(memory.shownPacket(), (int) length) : memory.shownPacket(), registers);
        return inside ? 0 : Errno.NOMEM;
    }

    private int size(int register, boolean zeroAllowed) throws Refusal {
        long size = registers.number(register);
        if (size < 0 || size > Integer.MAX_VALUE || size == 0 && !zeroAllowed) {
            throw Refusal.of(register, "gives a helper the size " + size);
        }
        return (int) size;
    }
}

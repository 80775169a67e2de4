package dev.protosieve.engine.sim;

import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.MapSpec;
import dev.protosieve.engine.isa.Helper;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the helper functions do: kernel/bpf/helpers.c, kernel/bpf/arraymap.c, net/core/filter.c. */
final class HelperCalls {

    /** BPF_F_INDEX_MASK, which is BPF_F_CURRENT_CPU too, and BPF_F_CTXLEN_MASK (include/uapi/linux/bpf.h). */
    private static final long INDEX_MASK = 0xffff_ffffL;
    private static final long CONTEXT_LENGTH_MASK = 0xfffffL << 32;

    /** BPF_NOEXIST and BPF_EXIST (include/uapi/linux/bpf.h). */
    private static final long MUST_NOT_EXIST = 1;
    private static final long MUST_EXIST = 2;

    /** BPF_F_INGRESS, and of enum xdp_action and TC_ACT_* what bpf_redirect gives (include/uapi/linux/bpf.h, pkt_cls.h). */
    private static final long INGRESS = 1;
    private static final long XDP_ABORTED = 0;
    private static final long XDP_REDIRECT = 4;
    private static final long TC_ACT_SHOT = 2;
    private static final long TC_ACT_REDIRECT = 7;

    /** struct bpf_func_proto by program type: xdp_func_proto(), tc_cls_act_func_proto(), sk_filter_func_proto(); those of
     * cg_skb_func_proto() are as the last. */
    private static final Set<Helper> EVERYWHERE = Set.of(Helper.MAP_LOOKUP_ELEM, Helper.MAP_UPDATE_ELEM,
            Helper.MAP_DELETE_ELEM, Helper.KTIME_GET_NS, Helper.GET_PRANDOM_U32, Helper.GET_SMP_PROCESSOR_ID,
            Helper.PERF_EVENT_OUTPUT);
    private static final Set<Helper> XDP = and(EVERYWHERE, Helper.XDP_LOAD_BYTES, Helper.XDP_GET_BUFF_LEN,
            Helper.REDIRECT);
    private static final Set<Helper> SOCKET = and(EVERYWHERE, Helper.SKB_LOAD_BYTES);
    private static final Set<Helper> TC = and(SOCKET, Helper.SKB_PULL_DATA, Helper.REDIRECT);
    private static final Map<Hook, Set<Helper>> OFFERED = new EnumMap<>(Map.of(Hook.XDP, XDP,
            Hook.XDP_FRAGS, XDP,
            Hook.CGROUP_INGRESS, SOCKET,
            Hook.CGROUP_EGRESS, SOCKET,
            Hook.SOCKET, SOCKET,
            Hook.TC_INGRESS, TC,
            Hook.TC_EGRESS, TC));

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

    private static Set<Helper> and(Set<Helper> those, Helper... more) {
        return Stream.concat(those.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }

    static boolean isOffered(Hook hook, Helper helper) {
        return Objects.requireNonNull(OFFERED.get(hook)).contains(helper);
    }

    void call(Helper helper) throws Refusal {
        switch (helper) {
            case MAP_LOOKUP_ELEM -> lookup();
            case MAP_UPDATE_ELEM -> registers.setNumber(0, update());
            case MAP_DELETE_ELEM -> registers.setNumber(0, delete());
            case GET_PRANDOM_U32 -> registers.setNumber(0, ThreadLocalRandom.current().nextInt() & 0xffff_ffffL);
            case REDIRECT -> registers.setNumber(0, redirect());
            case KTIME_GET_NS -> registers.setNumber(0, clock.getAsLong());
            case GET_SMP_PROCESSOR_ID -> registers.setNumber(0, 0);
            case PERF_EVENT_OUTPUT -> registers.setNumber(0, output());
            case SKB_LOAD_BYTES -> registers.setNumber(0, loadBytes(Errno.FAULT));
            case XDP_LOAD_BYTES -> registers.setNumber(0, loadBytes(Errno.INVAL));
            case XDP_GET_BUFF_LEN -> registers.setNumber(0, bufferLength());
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
        int entry = values.find(key);
        boolean found = entry >= 0;
        Region region = found ? memory.mapValue(map, entry) : memory.mapHandle(map);
        registers.point(0, found ? region.base : 0, region.id | Registers.MAYBE_NULL);
    }

    /** bpf_map_update_elem(): array_map_update_elem(), htab_lru_map_update_elem() (kernel/bpf/hashtab.c). */
    private int update() throws Refusal {
        int map = memory.needMap(registers, 1);
        SimMap values = memory.maps.get(map);
        if (!values.hasValues()) {
            throw Refusal.of(1, "is a map without values that could be written");
        }
        byte[] key = memory.readByHelper(registers, 2, values.spec().keySize(), true);
        byte[] value = memory.readByHelper(registers, 3, values.spec().valueSize(), true);
        long flags = registers.number(4);
        int entry = values.find(key);
        if (flags < 0 || flags > MUST_EXIST) {
            return Errno.INVAL;
        }
        if (entry < 0 && values.keys().isEmpty()) {
            return Errno.TOOBIG;
        }
        if (entry >= 0 && flags == MUST_NOT_EXIST || entry < 0 && flags == MUST_EXIST) {
            return entry >= 0 ? Errno.EXIST : Errno.NOENT;
        }
        memory.write(map, entry >= 0 ? entry : values.keys().orElseThrow().insert(key), value);
        return 0;
    }

    /** bpf_map_delete_elem(): array_map_delete_elem(), htab_lru_map_delete_elem(). */
    private int delete() throws Refusal {
        SimMap values = memory.maps.get(memory.needMap(registers, 1));
        byte[] key = memory.readByHelper(registers, 2, values.spec().keySize(), true);
        if (values.keys().isEmpty()) {
            return Errno.INVAL;
        }
        return values.keys().get().remove(key) ? 0 : Errno.NOENT;
    }

    /** bpf_redirect() and bpf_xdp_redirect() (net/core/filter.c): what follows is the caller's. */
    private long redirect() throws Refusal {
        registers.number(1);
        long flags = registers.number(2);
        return memory.isXdp() ? flags == 0 ? XDP_REDIRECT : XDP_ABORTED
                : (flags & ~INGRESS) == 0 ? TC_ACT_REDIRECT : TC_ACT_SHOT;
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

    /** bpf_skb_load_bytes() and bpf_xdp_load_bytes(): out of bounds fills with zeroes and fails. */
    private int loadBytes(int outside) throws Refusal {
        memory.needContext(registers, 1);
        long offset = registers.number(2) & 0xffff_ffffL;
        int size = size(4, false);
        byte[] packet = memory.packet().bytes();
        boolean inside = offset + size <= packet.length;
        byte[] bytes = inside ? Arrays.copyOfRange(packet, (int) offset, (int) offset + size) : new byte[size];
        memory.writeByHelper(registers, 3, bytes);
        return inside ? 0 : outside;
    }

    /** bpf_xdp_get_buff_len(). */
    private int bufferLength() throws Refusal {
        memory.needContext(registers, 1);
        return memory.packet().bytes().length;
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

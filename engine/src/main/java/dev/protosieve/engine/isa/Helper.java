package dev.protosieve.engine.isa;

import java.util.Optional;
import java.util.stream.Stream;

/** Helper functions by their numbers in the kernel's enum bpf_func_id (include/uapi/linux/bpf.h). */
public enum Helper {
    MAP_LOOKUP_ELEM(1, "bpf_map_lookup_elem", "pointer to the value of a key in a map, or null"),
    MAP_UPDATE_ELEM(2, "bpf_map_update_elem", "writes the value of a key in a map"),
    MAP_DELETE_ELEM(3, "bpf_map_delete_elem", "takes a key out of a map"),
    KTIME_GET_NS(5, "bpf_ktime_get_ns", "nanoseconds since boot"),
    GET_PRANDOM_U32(7, "bpf_get_prandom_u32", "32 random bits"),
    GET_SMP_PROCESSOR_ID(8, "bpf_get_smp_processor_id", "number of the CPU that runs the program"),
    REDIRECT(23, "bpf_redirect", "sends the packet on to another interface"),
    PERF_EVENT_OUTPUT(25, "bpf_perf_event_output", "writes a record into this CPU's perf ring buffer"),
    SKB_LOAD_BYTES(26, "bpf_skb_load_bytes", "copies bytes of the packet to memory"),
    SKB_PULL_DATA(39, "bpf_skb_pull_data", "makes the first bytes of the packet directly readable"),
    XDP_GET_BUFF_LEN(188, "bpf_xdp_get_buff_len", "length of the packet with all its fragments"),
    XDP_LOAD_BYTES(189, "bpf_xdp_load_bytes", "copies bytes of the packet to memory");

    private final int number;
    private final String symbol;
    private final String meaning;

    Helper(int number, String symbol, String meaning) {
        this.number = number;
        this.symbol = symbol;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    /** The kernel's name of it. */
    public String symbol() {
        return symbol;
    }

    /** One phrase for people. */
    public String meaning() {
        return meaning;
    }

    public static Optional<Helper> numbered(int number) {
        return Stream.of(values()).filter(h -> h.number == number).findFirst();
    }
}

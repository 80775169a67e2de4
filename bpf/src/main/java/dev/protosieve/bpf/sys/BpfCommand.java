package dev.protosieve.bpf.sys;

/** Commands of bpf(2) with their numbers in enum bpf_cmd (include/uapi/linux/bpf.h). */
public enum BpfCommand {
    MAP_CREATE(0),
    MAP_LOOKUP_ELEM(1),
    MAP_UPDATE_ELEM(2),
    MAP_DELETE_ELEM(3),
    PROG_LOAD(5),
    PROG_TEST_RUN(10),
    OBJ_GET_INFO_BY_FD(15),
    PROG_QUERY(16),
    BTF_LOAD(18),
    MAP_FREEZE(22),
    MAP_LOOKUP_BATCH(24),
    LINK_CREATE(28),
    LINK_UPDATE(29),
    ENABLE_STATS(32),
    LINK_DETACH(34);

    private final int number;

    BpfCommand(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}

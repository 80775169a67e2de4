package dev.protosieve.bpf.sys;

import org.jspecify.annotations.Nullable;

/**
 * System call numbers that the C library has no functions for.
 *
 * @param bpf from arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h
 * @param perfEventOpen from the same, as the others
 */
record Arch(int bpf, int perfEventOpen, int gettid, int tgkill) {

    /** Null on an architecture that is not known here. */
    static final @Nullable Arch CURRENT = of(System.getProperty("os.arch", ""));

    private static @Nullable Arch of(String name) {
        return switch (name) {
            case "amd64", "x86_64" -> new Arch(321, 298, 186, 234);
            case "aarch64", "riscv64" -> new Arch(280, 241, 178, 131);
            default -> null;
        };
    }
}

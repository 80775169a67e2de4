package dev.protosieve.bpf;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test that needs a kernel that takes programs from this process; without, it is not run, and {@link NotRun} says why. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("kernel")
@ExtendWith(KernelCondition.class)
public @interface NeedsKernel {

    /** What else the test needs. */
    Need[] value() default {};

    /** Things that not every machine has. */
    enum Need {
        /** The program {@code ip} of iproute2. */
        IP,
        /** The program {@code setpriv} of util-linux. */
        SETPRIV,
        /** A kernel that lets nobody without privileges call bpf(2): kernel.unprivileged_bpf_disabled is not 0. */
        NO_UNPRIVILEGED_BPF,
        /** Links at traffic control, Linux 6.6. */
        TCX,
        /** A network namespace of its own. */
        NAMESPACE,
        /** The program {@code bpftool}, and where its pins can be. */
        BPFTOOL,
        /** The library {@code libbpf.so.1}. */
        LIBBPF,
        /** A control group of its own, of version 2. */
        CGROUP
    }
}

package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.CONTEXT;
import static dev.protosieve.engine.emit.Frame.EVENT;
import static dev.protosieve.engine.emit.Frame.KEY;
import static dev.protosieve.engine.emit.Frame.LENGTH;
import static dev.protosieve.engine.emit.Frame.READABLE;
import static dev.protosieve.engine.emit.Frame.STACK;
import static dev.protosieve.engine.isa.Reg.R0;
import static dev.protosieve.engine.isa.Reg.R1;
import static dev.protosieve.engine.isa.Reg.R2;
import static dev.protosieve.engine.isa.Reg.R3;
import static dev.protosieve.engine.isa.Reg.R4;
import static dev.protosieve.engine.isa.Reg.R5;

import dev.protosieve.engine.isa.Helper;
import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;

/** Moves counters and sends events. */
final class CounterCode {

    /** BPF_F_CURRENT_CPU of include/uapi/linux/bpf.h; how many packet bytes follow the event stands in bits 32 to 51. */
    private static final long CURRENT_CPU = 0xffff_ffffL;
    private static final int CAPTURE_SHIFT = 32;

    private final Build build;

    CounterCode(Build build) {
        this.build = build;
    }

    /** Moves the counter whose number is at KEY and sends the event whose verdict is in place. */
    void count(Code c) {
        Label counted = new Label("counted");
        move(c, counted);
        event(c, counted);
        c.bind(counted);
    }

    /** As {@link #count}, with an event for the first of every so many packets. */
    void sample(Code c, int every) {
        Label counted = new Label("counted");
        Label skip = new Label("no sample");
        move(c, counted);
        if (!build.options().events().enabled()) {
            c.bind(counted);
            return;
        }
        Code turn = c.why("This CPU's own count says whose turn it is.");
        turn.load(MemSize.U64, R1, R0, 0);
        turn.alu(AluOp.SUB, R1, 1);
        turn.alu(AluOp.MOD, R1, every);
        turn.branch(Condition.NE, R1, 0, skip);
        event(c, counted);
        c.jump(counted);
        c.bind(skip);
        skipped(c, counted);
        c.bind(counted);
    }

    /** As {@link #count}, without an event. */
    void countOnly(Code c) {
        Label counted = new Label("counted");
        move(c, counted);
        if (build.options().events().enabled()) {
            skipped(c, counted);
        }
        c.bind(counted);
    }

    private void skipped(Code c, Label counted) {
        add(c.why("No event for this one, which is counted so that events and packets add up."),
                CounterLayout.EVENTS_SKIPPED, counted);
    }

    /** One packet more in a counter that is no verdict. */
    void add(Code c, int entry, Label done) {
        c.store(MemSize.U32, STACK, KEY, entry);
        HeaderCode.lookUp(c, build.maps().counters(), done);
        increment(c, build.options().hook());
    }

    /** R0 = the counter whose number is at KEY, one packet further. */
    private void move(Code c, Label missing) {
        Code counter = c.why(build.options().hook().nests() ? "Another run may be interrupted in the middle of this."
                : "Per-CPU counters are exact and need no atomic operation.");
        HeaderCode.lookUp(counter, build.maps().counters(), missing);
        measure(counter, build.options().hook());
    }

    /** One packet and its bytes more at R0; overwrites R1 and R2. */
    static void measure(Code c, Hook hook) {
        increment(c, hook);
        if (hook.nests()) {
            c.load(MemSize.U64, R2, STACK, LENGTH);
            c.atomicAdd(R0, Long.BYTES, R2);
            return;
        }
        c.load(MemSize.U64, R1, R0, Long.BYTES);
        c.load(MemSize.U64, R2, STACK, LENGTH);
        c.alu(AluOp.ADD, R1, R2);
        c.store(MemSize.U64, R0, Long.BYTES, R1);
    }

    private static void increment(Code c, Hook hook) {
        if (hook.nests()) {
            c.constant(R1, 1);
            c.atomicAdd(R0, 0, R1);
            return;
        }
        c.load(MemSize.U64, R1, R0, 0);
        c.alu(AluOp.ADD, R1, 1);
        c.store(MemSize.U64, R0, 0, R1);
    }

    private void event(Code c, Label done) {
        if (!build.options().events().enabled()) {
            return;
        }
        Code fill = c.why("The event: when, which rule or cause, how long, and what verdict.");
        fill.call(Helper.KTIME_GET_NS);
        fill.store(MemSize.U64, STACK, EVENT + EventLayout.TIME, R0);
        fill.load(MemSize.U32, R1, STACK, KEY);
        fill.store(MemSize.U32, STACK, EVENT + EventLayout.ENTRY, R1);
        fill.load(MemSize.U64, R1, STACK, LENGTH);
        fill.store(MemSize.U32, STACK, EVENT + EventLayout.LENGTH, R1);
        Code capture = c.why("The packet's first bytes go along.");
        Label fits = new Label("capture");
        capture.load(MemSize.U64, R3, STACK, READABLE);
        if (build.options().hook().hidden() > 0) {
            capture.alu(AluOp.SUB, R3, build.options().hook().hidden());
        }
        capture.branch(Condition.LE, R3, build.options().events().captureBytes(), fits);
        capture.constant(R3, build.options().events().captureBytes());
        c.bind(fits);
        capture.store(MemSize.U32, STACK, EVENT + EventLayout.CAPTURED, R3);
        capture.alu(AluOp.LSH, R3, CAPTURE_SHIFT);
        capture.constant(R1, CURRENT_CPU);
        capture.alu(AluOp.OR, R3, R1);
        Code send = c.why("Into the perf ring of this CPU.");
        send.load(MemSize.U64, R1, STACK, CONTEXT);
        send.loadMap(R2, build.maps().events());
        send.mov(R4, STACK);
        send.alu(AluOp.ADD, R4, EVENT);
        send.constant(R5, EventLayout.HEADER_SIZE);
        send.call(Helper.PERF_EVENT_OUTPUT);
        send.branch(Condition.EQ, R0, 0, done);
        add(c.why("The ring was full: count what is lost."), CounterLayout.EVENTS_LOST, done);
    }
}

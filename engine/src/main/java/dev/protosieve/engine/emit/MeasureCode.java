package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.GROUP_KEY;
import static dev.protosieve.engine.emit.Frame.GROUP_VALUE;
import static dev.protosieve.engine.emit.Frame.LENGTH;
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
import dev.protosieve.engine.typed.Measure;

/** Groups of {@code count} and buckets of {@code limit}, which live in maps. */
final class MeasureCode {

    /** Flags of bpf_map_update_elem (include/uapi/linux/bpf.h). */
    private static final int ANY = 0;
    private static final int NOEXIST = 1;
    /** The time stands behind the value that goes into a map. */
    private static final int NOW = GROUP_VALUE + Long.BYTES;

    private final Build build;
    private final CounterCode counters;

    MeasureCode(Build build, CounterCode counters) {
        this.build = build;
        this.counters = counters;
    }

    /** Counts the packet in the group whose key is on the stack. */
    void count(Code c, int map) {
        Label fresh = new Label("new value");
        Label done = new Label("in its group");
        Code known = c.why("Each CPU has sums of its own for a value, so no atomic operation is needed.");
        lookUp(known, map, fresh);
        CounterCode.measure(known, build.options().hook());
        c.jump(done);
        c.bind(fresh);
        Code first = c
                .why("The first packet with this value; the kernel gives up a value not seen for long if it must.");
        first.store(MemSize.U64, STACK, GROUP_VALUE, 1);
        first.load(MemSize.U64, R1, STACK, LENGTH);
        first.store(MemSize.U64, STACK, GROUP_VALUE + Long.BYTES, R1);
        update(first, map, ANY);
        first.branch(Condition.EQ, R0, 0, done);
        counters.add(c.why("No room for the value: count that."), CounterLayout.KEYS_LOST, done);
        c.bind(done);
    }

    /**
     * Takes a token from the bucket whose key is on the stack. A bucket is the time at which it will be full: a token taken
     * moves it one interval on, and it may be no further away than an empty bucket takes to fill.
     *
     * @param next with a token
     * @param none without
     */
    void take(Code c, Measure.Limit limit, int map, Label next, Label none) {
        Label fresh = new Label("new bucket");
        Label bucket = new Label("bucket");
        Code time = c.why("What is the time?");
        if (limit.per().isEmpty()) {
            time.store(MemSize.U32, STACK, GROUP_KEY, 0);
        }
        time.call(Helper.KTIME_GET_NS);
        time.store(MemSize.U64, STACK, NOW, R0);
        lookUp(c.why("The bucket of this value."), map, limit.per().isEmpty() ? next : fresh);
        c.bind(bucket);
        exchange(c, limit, next, none);
        if (limit.per().isPresent()) {
            c.bind(fresh);
            first(c, limit, map, bucket, next);
        }
    }

    private void exchange(Code c, Measure.Limit limit, Label next, Label none) {
        Label again = new Label("try again");
        Label filling = new Label("filling");
        Code state = c.why("When will the bucket be full?");
        state.mov(R2, R0);
        state.load(MemSize.U64, R4, STACK, NOW);
        state.load(MemSize.U64, R0, R2, 0);
        c.bind(again);
        Code token = c.why("A token less, and it will be full one interval later; a full one begins to fill now.");
        token.mov(R1, R0);
        token.branch(Condition.GE, R1, R4, filling);
        token.mov(R1, R4);
        c.bind(filling);
        token.constant(R5, limit.interval());
        token.alu(AluOp.ADD, R1, R5);
        Code empty = c.why("Later than an empty bucket would be full: there is no token.");
        empty.mov(R3, R1);
        empty.alu(AluOp.SUB, R3, R4);
        empty.constant(R5, limit.depth());
        empty.branch(Condition.GT, R3, R5, none);
        Code swap = c.why("Take it, unless another CPU was faster; then look again.");
        swap.mov(R5, R0);
        swap.compareExchange(R2, 0, R1);
        swap.branch(Condition.EQ, R0, R5, next);
        c.why("The kernel bounds every loop; when its budget is spent the verdict is that of 'on limit'.")
                .mayGoto(build.exits().limit());
        c.jump(again);
    }

    private void first(Code c, Measure.Limit limit, int map, Label bucket, Label next) {
        Code full = c.why("The first packet with this value finds a full bucket and takes a token.");
        full.load(MemSize.U64, R1, STACK, NOW);
        full.constant(R5, limit.interval());
        full.alu(AluOp.ADD, R1, R5);
        full.store(MemSize.U64, STACK, GROUP_VALUE, R1);
        update(full, map, NOEXIST);
        full.branch(Condition.EQ, R0, 0, next);
        Label lost = new Label("no room");
        Code late = c.why("Another CPU made the bucket in this moment.");
        lookUp(late, map, lost);
        late.jump(bucket);
        c.bind(lost);
        counters.add(c.why("No room for a bucket: the packet goes on, and that is counted."), CounterLayout.KEYS_LOST,
                next);
        c.jump(next);
    }

    /** R0 = value of the key on the stack. */
    private static void lookUp(Code c, int map, Label missing) {
        c.loadMap(R1, map);
        c.mov(R2, STACK);
        c.alu(AluOp.ADD, R2, GROUP_KEY);
        c.call(Helper.MAP_LOOKUP_ELEM);
        c.branch(Condition.EQ, R0, 0, missing);
    }

    /** R0 = 0, or negative when the value on the stack could not be written. */
    private static void update(Code c, int map, int flags) {
        c.loadMap(R1, map);
        c.mov(R2, STACK);
        c.alu(AluOp.ADD, R2, GROUP_KEY);
        c.mov(R3, STACK);
        c.alu(AluOp.ADD, R3, GROUP_VALUE);
        c.constant(R4, flags);
        c.call(Helper.MAP_UPDATE_ELEM);
    }
}

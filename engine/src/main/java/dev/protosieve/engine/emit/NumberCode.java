package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.OFFSET;
import static dev.protosieve.engine.emit.Frame.STATE;
import static dev.protosieve.engine.isa.Reg.R0;
import static dev.protosieve.engine.isa.Reg.R1;
import static dev.protosieve.engine.isa.Reg.R2;
import static dev.protosieve.engine.isa.Reg.R4;
import static dev.protosieve.engine.isa.Reg.R5;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.isa.Reg;
import dev.protosieve.engine.plan.FilterPlan.Node;
import dev.protosieve.engine.plan.NumberForm;
import dev.protosieve.engine.plan.OrderKey;
import dev.protosieve.engine.plan.ValueSlot;
import dev.protosieve.engine.schema.FieldPath;
import java.util.List;

/** From the wire's bits (R4 for varints, R1 for four fixed bytes, the packet for eight) to a slot's bits in R4. */
final class NumberCode {

    /** IEEE 754 binary32 and binary64: the exponent bits all set, i.e. infinity. */
    private static final int FLOAT_INFINITY = 0x7f80_0000;
    private static final long DOUBLE_INFINITY = 0x7ff0_0000_0000_0000L;
    private static final int FLOAT_FRACTION_BITS = 23;
    /** Difference of the exponent biases, 1023 - 127, and of the fraction widths, 52 - 23. */
    private static final int BIAS = 896;
    private static final int WIDENING = 29;

    private final Build build;

    NumberCode(Build build) {
        this.build = build;
    }

    /** Overwrites R0 and R2; {@code absent} is where an unknown number of a closed enum goes. */
    void convert(Code c, ValueSlot.Number slot, Label absent) {
        switch (slot.form()) {
            case PLAIN64 -> {
            }
            case INT32 -> signExtend(c, R4);
            case UINT32 -> c.mov32(R4, R4);
            case SINT32 -> {
                c.mov32(R4, R4);
                zigZag(c);
            }
            case SINT64 -> zigZag(c);
            case BOOL -> bool(c);
            case CLOSED_ENUM -> refuseUnknownEnum(c, slot.path().last(), absent);
            case FIXED32 -> c.mov32(R4, R1);
            case SFIXED32 -> {
                c.mov(R4, R1);
                signExtend(c, R4);
            }
            case FIXED64 -> fixed64(c);
            case FLOAT -> floatKey(c);
            case FLOAT_AS_DOUBLE -> {
                widen(c);
                doubleKey(c);
            }
            case DOUBLE -> {
                fixed64(c);
                doubleKey(c);
            }
        }
    }

    /** R4 = its low 32 bits, sign-extended. */
    private static void signExtend(Code c, Reg reg) {
        c.alu(AluOp.LSH, reg, 32);
        c.alu(AluOp.ARSH, reg, 32);
    }

    private static void zigZag(Code c) {
        Code z = c.why("Zig-zag: the lowest bit is the sign.");
        z.alu(AluOp.AND, R0, R4, 1);
        z.neg(R0);
        z.alu(AluOp.RSH, R4, 1);
        z.alu(AluOp.XOR, R4, R0);
    }

    private static void bool(Code c) {
        Label done = new Label("bool");
        c.branch(Condition.EQ, R4, 0, done);
        c.constant(R4, 1);
        c.bind(done);
    }

    /** R4 = the enum's number; an unknown number of a closed enum goes to {@code unknown}. */
    void refuseUnknownEnum(Code c, FieldDescriptor field, Label unknown) {
        signExtend(c, R4);
        if (!field.legacyEnumFieldTreatedAsClosed()) {
            return;
        }
        Label known = new Label("known number");
        List<Integer> numbers = field.getEnumType().getValues().stream().map(EnumValueDescriptor::getNumber).distinct()
                .sorted().toList();
        Code check = c.why("A number that the closed enum does not have leaves the field as it was.");
        for (int i = 0; i < numbers.size();) {
            int first = i;
            while (i < numbers.size() && numbers.get(i) - numbers.get(first) == i - first) {
                i++;
            }
            inRange(check, numbers.get(first), i - first, known);
        }
        check.jump(unknown);
        c.bind(known);
    }

    /** Leaves an entry of a map out whose value is an unknown number of a closed enum. */
    void refuseUnknownValue(Code c, Node entry, Label unknown) {
        FieldPath path = entry.at().orElseThrow().mapValue();
        FieldDescriptor value = path.last();
        if (value.getJavaType() == FieldDescriptor.JavaType.ENUM && value.legacyEnumFieldTreatedAsClosed()) {
            ValueSlot.Number slot = build.plan().number(path, NumberForm.INT32);
            c.load(MemSize.U64, R4, STATE, build.frame().slot(slot));
            refuseUnknownEnum(c, value, unknown);
        }
    }

    /** R0 = not 0 when the value on the wire is none that counts as absent; R1 and R4 stay. */
    void isNotDefault(Code c, FieldDescriptor field) {
        switch (field.getType()) {
            case INT64, UINT64, SINT64, BOOL, STRING, BYTES -> c.mov(R0, R4);
            case INT32, UINT32, SINT32, ENUM -> c.mov32(R0, R4);
            case FIXED32, SFIXED32, FLOAT -> c.mov32(R0, R1);
            case FIXED64, SFIXED64, DOUBLE ->
                build.access().loadWord(c, R0, OFFSET, R2, R5, build.exits().malformed());
            case MESSAGE, GROUP -> throw new IllegalArgumentException(field.getFullName() + " has presence");
        }
    }

    private static void inRange(Code c, int first, int count, Label known) {
        if (count == 1) {
            c.branch(Condition.EQ, R4, first, known);
            return;
        }
        c.constant(R0, first);
        c.mov(R2, R4);
        c.alu(AluOp.SUB, R2, R0);
        c.branch(Condition.LT, R2, count, known);
    }

    private void fixed64(Code c) {
        build.access().loadWord(c, R4, OFFSET, R0, R2, build.exits().malformed());
    }

    private static void floatKey(Code c) {
        Label nan = new Label("NaN");
        Label zero = new Label("zero");
        Label done = new Label("key");
        Code key = c.why("An integer that orders as the float does.");
        key.mov(R4, R1);
        signExtend(key, R4);
        key.alu(AluOp.AND, R0, R4, Integer.MAX_VALUE);
        key.branch(Condition.EQ, R0, 0, zero);
        key.branch(Condition.GT, R0, FLOAT_INFINITY, nan);
        key.branch(Condition.SGE, R4, 0, done);
        key.alu(AluOp.XOR, R4, Integer.MAX_VALUE);
        key.jump(done);
        specials(key, nan, zero, done);
    }

    private static void doubleKey(Code c) {
        Label nan = new Label("NaN");
        Label zero = new Label("zero");
        Label done = new Label("key");
        Code key = c.why("An integer that orders as the double does.");
        key.alu(AluOp.LSH, R0, R4, 1);
        key.branch(Condition.EQ, R0, 0, zero);
        key.constant(R2, DOUBLE_INFINITY << 1);
        key.branch(Condition.GT, R0, R2, nan);
        key.branch(Condition.SGE, R4, 0, done);
        key.constant(R2, Long.MAX_VALUE);
        key.alu(AluOp.XOR, R4, R2);
        key.jump(done);
        specials(key, nan, zero, done);
    }

    private static void specials(Code c, Label nan, Label zero, Label done) {
        c.bind(nan);
        c.why("NaN: a key that no number has.").constant(R4, OrderKey.NAN);
        c.jump(done);
        c.bind(zero);
        c.why("0.0 and -0.0 are equal.").constant(R4, 0);
        c.bind(done);
    }

    /** R4 = the bits of the double that the float in R1 is; R1 stays. */
    private static void widen(Code c) {
        Code w = c.why("As a double: another exponent bias, a wider fraction.");
        Label normal = new Label("normal");
        Label special = new Label("infinity or NaN");
        Label join = new Label("widened");
        w.alu(AluOp.RSH, R0, R1, FLOAT_FRACTION_BITS);
        w.alu(AluOp.AND, R0, 0xff);
        w.alu(AluOp.AND, R4, R1, (1 << FLOAT_FRACTION_BITS) - 1);
        w.branch(Condition.EQ, R0, 0xff, special);
        w.branch(Condition.NE, R0, 0, normal);
        w.branch(Condition.EQ, R4, 0, join);
        Code small = w.why("Subnormal floats are normal doubles: move the fraction up.");
        small.constant(R0, 1);
        for (int shift = 16; shift > 0; shift /= 2) {
            Label enough = new Label("shifted");
            small.branch(Condition.GE, R4, 1 << (FLOAT_FRACTION_BITS + 1 - shift), enough);
            small.alu(AluOp.LSH, R4, shift);
            small.alu(AluOp.SUB, R0, shift);
            small.bind(enough);
        }
        small.alu(AluOp.AND, R4, (1 << FLOAT_FRACTION_BITS) - 1);
        w.bind(normal);
        w.alu(AluOp.ADD, R0, BIAS);
        w.jump(join);
        w.bind(special);
        w.constant(R0, 0x7ff);
        w.bind(join);
        w.alu(AluOp.LSH, R4, WIDENING);
        w.alu(AluOp.LSH, R0, 52);
        w.alu(AluOp.OR, R4, R0);
        w.mov(R0, R1);
        w.alu(AluOp.RSH, R0, 31);
        w.alu(AluOp.LSH, R0, 63);
        w.alu(AluOp.OR, R4, R0);
    }
}

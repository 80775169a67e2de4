package dev.protosieve.engine.sim;

/**
 * The six helpers that the shared conformance tests call by number, as the virtual machine they were written for has them in
 * its tests. They are no helpers of the kernel.
 */
final class SuiteCalls implements OtherCalls {

    /** One behind the last. */
    static final int COUNT = 6;
    private static final int GATHER_BYTES = 0;
    private static final int MEMFROB = 1;
    private static final int TRASH_REGISTERS = 2;
    private static final int SQUARE_ROOT = 3;
    private static final int STRING_COMPARE = 4;
    private static final int UNWIND = 5;

    /** memfrob(3): every byte is changed by exclusive or with 42. */
    private static final int FROB = 42;

    @Override
    public boolean call(int number, Registers registers, Memory memory) throws Refusal {
        long first = registers.number(1);
        switch (number) {
            case GATHER_BYTES -> registers.setNumber(0, gather(registers));
            case MEMFROB -> {
                byte[] bytes = memory.readByHelper(registers, 1, length(registers), true);
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] ^= FROB;
                }
                memory.writeByHelper(registers, 1, bytes);
                registers.setNumber(0, first);
            }
            case TRASH_REGISTERS -> registers.setNumber(0, 0);
            case SQUARE_ROOT -> registers.setNumber(0, (long) Math.sqrt((double) (first & 0xffff_ffffL)));
            case STRING_COMPARE -> registers.setNumber(0, compare(registers, memory));
            case UNWIND -> {
                registers.setNumber(0, first);
                return first == 0;
            }
            default -> NONE.call(number, registers, memory);
        }
        return false;
    }

    @Override
    public boolean indirect(int register, Registers registers, Memory memory) throws Refusal {
        long number = registers.number(register);
        if (number < 0 || number >= COUNT) {
            throw Refusal.of(register, "says that helper " + number + " is called, which does not exist");
        }
        return call((int) number, registers, memory);
    }

    /** The lowest bytes of r1 to r5, that of r1 first. */
    private static long gather(Registers registers) throws Refusal {
        long bytes = 0;
        for (int register = 1; register <= 5; register++) {
            bytes = bytes << Byte.SIZE | registers.number(register) & 0xff;
        }
        return bytes;
    }

    private static int length(Registers registers) throws Refusal {
        long length = registers.number(2);
        if (length < 0 || length > Integer.MAX_VALUE) {
            throw Refusal.of(2, "gives a helper the size " + length);
        }
        return (int) length;
    }

    /** strcmp(3): the difference of the first bytes that differ. */
    private static long compare(Registers registers, Memory memory) throws Refusal {
        long left = registers.number(1);
        long right = registers.number(2);
        try {
            while (true) {
                int a = memory.readByHelper(registers, 1, 1, true)[0] & 0xff;
                int b = memory.readByHelper(registers, 2, 1, true)[0] & 0xff;
                if (a != b || a == 0) {
                    return (long) a - b;
                }
                registers.value[1]++;
                registers.value[2]++;
            }
        } finally {
            registers.value[1] = left;
            registers.value[2] = right;
        }
    }
}

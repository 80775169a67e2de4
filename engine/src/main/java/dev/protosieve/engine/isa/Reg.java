package dev.protosieve.engine.isa;

/** The registers of RFC 9669 section 2: r0 result, r1-r5 arguments, r6-r9 kept over calls, r10 frame pointer. */
public enum Reg {
    R0,
    R1,
    R2,
    R3,
    R4,
    R5,
    R6,
    R7,
    R8,
    R9,
    R10;

    /** {@code r0} to {@code r10}. */
    @Override
    public String toString() {
        return "r" + ordinal();
    }

    /** The register with that number, 0 to 10. */
    public static Reg of(int number) {
        if (number < 0 || number > 10) {
            throw new IllegalArgumentException("register " + number);
        }
        return values()[number];
    }
}

package dev.protosieve.engine.isa;

/** The bits an opcode byte is made of (RFC 9669 section 3). */
public final class Opcode {

    /** Instruction classes, the low three bits (RFC 9669 section 3.1). */
    public static final int LD = 0x00;
    public static final int LDX = 0x01;
    public static final int ST = 0x02;
    public static final int STX = 0x03;
    public static final int ALU = 0x04;
    public static final int JMP = 0x05;
    public static final int JMP32 = 0x06;
    public static final int ALU64 = 0x07;

    /** The second operand is a register, not the immediate (RFC 9669 section 4). */
    public static final int X = 0x08;

    /** Arithmetic codes that {@link Insn.AluOp} does not carry (RFC 9669 sections 4.1 and 4.2). */
    public static final int NEG = 0x80;
    public static final int END = 0xd0;

    /** Jump codes that {@link Insn.Condition} does not carry (RFC 9669 section 4.3). */
    public static final int JA = 0x00;
    public static final int CALL = 0x80;
    public static final int EXIT = 0x90;
    /** BPF_JCOND, with source register 0 BPF_MAY_GOTO (Linux, include/uapi/linux/bpf.h); not in the RFC. */
    public static final int JCOND = 0xe0;

    /** Modes of loads and stores (RFC 9669 section 5). */
    public static final int IMM = 0x00;
    public static final int MEM = 0x60;
    public static final int MEMSX = 0x80;
    public static final int ATOMIC = 0xc0;

    /** Modes of packet access as in classic BPF, which the RFC calls legacy (RFC 9669 section 5.5). */
    public static final int ABS = 0x20;
    public static final int IND = 0x40;

    /** {@code dst = imm64}: LD | IMM | DW (RFC 9669 section 5.4). */
    public static final int LD_IMM64 = LD | IMM | 0x18;
    /** Source register of {@link #LD_IMM64} that makes the immediate a map's file descriptor (RFC 9669 section 5.4). */
    public static final int PSEUDO_MAP_FD = 1;
    /** The same for the address of a value, whose offset is in the second slot. */
    public static final int PSEUDO_MAP_VALUE = 2;
    /** Source registers of a call that make it one of the program's own or of the kernel's functions (RFC 9669 section 4.3). */
    public static final int PSEUDO_CALL = 1;
    public static final int PSEUDO_KFUNC_CALL = 2;

    /** Masks (RFC 9669 sections 3.1, 4 and 5). */
    public static final int CLASS_MASK = 0x07;
    public static final int CODE_MASK = 0xf0;
    public static final int SIZE_MASK = 0x18;
    public static final int MODE_MASK = 0xe0;

    private Opcode() {
    }
}

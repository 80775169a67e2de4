package dev.protosieve.engine.isa;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Eight bytes of program: the basic instruction encoding (RFC 9669 section 3).
 *
 * @param opcode 0 to 255
 * @param dst register number, 0 to 15
 * @param src register number, 0 to 15, or a sub-code
 * @param offset 16 bits, signed
 */
public record Slot(int opcode, int dst, int src, int offset, int imm) {

    public static final int BYTES = 8;

    /** The eight bytes at the buffer's position, which moves on; the buffer is little-endian. */
    public static Slot read(ByteBuffer from) {
        int opcode = from.get() & 0xff;
        int registers = from.get() & 0xff;
        return new Slot(opcode, registers & 0xf, registers >> 4, from.getShort(), from.getInt());
    }

    /** Appends the eight bytes to a little-endian buffer. */
    public void write(ByteBuffer to) {
        to.put((byte) opcode).put((byte) (src << 4 | dst)).putShort((short) offset).putInt(imm);
    }

    /** A little-endian view of {@code code}, as {@link #read} and {@link #write} want it. */
    public static ByteBuffer buffer(byte[] code) {
        return ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The instruction class: {@link Opcode#ALU} and its like. */
    public int instructionClass() {
        return opcode & Opcode.CLASS_MASK;
    }

    /** The operation of arithmetic and jumps. */
    public int code() {
        return opcode & Opcode.CODE_MASK;
    }

    /** Whether the second operand is the source register. */
    public boolean usesRegister() {
        return (opcode & Opcode.X) != 0;
    }
}

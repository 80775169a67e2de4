package dev.protosieve.engine.isa;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.isa.Insn.Imm;
import dev.protosieve.engine.isa.Insn.Use;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InsnCodecTest {

    private static final long SEED = 0x9669;

    @Test
    void encodesAsTheRfcHasIt() {
        assertHex("b701000000000000", new Insn.Alu(true, Insn.AluOp.MOV, Reg.R1, new Imm(0)));
        assertHex("0f21000000000000", new Insn.Alu(true, Insn.AluOp.ADD, Reg.R1, new Use(Reg.R2)));
        assertHex("34030100f6ffffff", new Insn.Alu(false, Insn.AluOp.SDIV, Reg.R3, new Imm(-10)));
        assertHex("8700000000000000", new Insn.Neg(true, Reg.R0));
        assertHex("bf21200000000000", new Insn.MoveSigned(true, 32, Reg.R1, Reg.R2));
        assertHex("dc00000010000000", new Insn.ByteSwap(Insn.Order.BE, 16, Reg.R0));
        assertHex("d400000020000000", new Insn.ByteSwap(Insn.Order.LE, 32, Reg.R0));
        assertHex("d700000040000000", new Insn.ByteSwap(Insn.Order.SWAP, 64, Reg.R0));
        assertHex("18010000887766550000000044332211", new Insn.LoadImm64(Reg.R1, 0x1122334455667788L));
        assertHex("18110000020000000000000000000000", new Insn.LoadMap(Reg.R1, 2));
        assertHex("791afcff00000000", new Insn.Load(Insn.MemSize.U64, false, Reg.R10, Reg.R1, -4));
        assertHex("9112010000000000", new Insn.Load(Insn.MemSize.U8, true, Reg.R2, Reg.R1, 1));
        assertHex("633afcff00000000", new Insn.Store(Insn.MemSize.U32, Reg.R10, -4, new Use(Reg.R3)));
        assertHex("6a0afcff07000000", new Insn.Store(Insn.MemSize.U16, Reg.R10, -4, new Imm(7)));
        assertHex("150509000a000000", new Insn.Branch(true, Insn.Condition.EQ, Reg.R5, new Imm(10), 9));
        assertHex("ce43ffff00000000", new Insn.Branch(false, Insn.Condition.SLT, Reg.R3, new Use(Reg.R4), -1));
        assertHex("0500050000000000", new Insn.Goto(5));
        assertHex("0600000000800000", new Insn.Goto(0x8000));
        assertHex("e500030000000000", new Insn.MayGoto(3));
        assertHex("8500000001000000", new Insn.Call(Helper.MAP_LOOKUP_ELEM));
        assertHex("9500000000000000", new Insn.Exit());
    }

    @Test
    void decodesWhatItEncodes() {
        RandomInsns source = new RandomInsns(new Random(SEED));
        List<Insn> program = Stream.generate(source::next).limit(100_000).toList();

        InsnDecoder.Result result = InsnDecoder.decode(InsnEncoder.encode(program));

        assertEquals(new InsnDecoder.Decoded(program), result, "seed " + SEED);
    }

    @Test
    void encodesWhatItDecodesFromRandomSlots() {
        Random random = new Random(SEED);
        int decoded = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] code = randomSlot(random);
            if (InsnDecoder.decode(code) instanceof InsnDecoder.Decoded(List<Insn> program)) {
                decoded++;
                assertArrayEquals(code, InsnEncoder.encode(program), HexFormat.of().formatHex(code));
            }
        }
        assertTrue(decoded > 1000, "only " + decoded + " random slots were instructions");
    }

    private static byte[] randomSlot(Random random) {
        byte[] code = new byte[Slot.BYTES];
        code[0] = (byte) random.nextInt(256);
        code[1] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : random.nextInt(11));
        code[3] = (byte) (random.nextInt(8) == 0 ? random.nextInt(256) : 0);
        code[2] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : random.nextInt(2));
        code[4] = (byte) (random.nextInt(2) == 0 ? random.nextInt(256) : 0);
        return code;
    }

    @Test
    void namesTheSlotOfAnOffsetTooFar() {
        List<Insn> program = new ArrayList<>(List.of(new Insn.LoadImm64(Reg.R1, 1), new Insn.Exit()));
        program.add(new Insn.Branch(true, Insn.Condition.EQ, Reg.R1, new Imm(0), 40_000));

        var thrown = assertThrows(IllegalArgumentException.class, () -> InsnEncoder.encode(program));

        String message = String.valueOf(thrown.getMessage());
        assertTrue(message.startsWith("slot 3: offset 40000 does not fit in 16 bits"), message);
    }

    @Test
    void refusesToEncodeWhatHasNoEncoding() {
        assertThrows(IllegalArgumentException.class,
                () -> InsnEncoder.encode(new Insn.MoveSigned(false, 32, Reg.R0, Reg.R1)));
        assertThrows(IllegalArgumentException.class,
                () -> InsnEncoder.encode(new Insn.ByteSwap(Insn.Order.BE, 8, Reg.R0)));
        assertThrows(IllegalArgumentException.class,
                () -> InsnEncoder.encode(new Insn.Load(Insn.MemSize.U64, true, Reg.R0, Reg.R1, 0)));
    }

    @ParameterizedTest
    @CsvSource({
            "b70b000000000000, register r11 does not exist",
            "3000000000000000, 'legacy packet access (opcode 0x30), which no new program should use'",
            "1801000000000000, the second slot of a wide load is missing",
            "18010000000000009500000000000000, the second slot of a wide load holds an instruction",
            "b701000000, the last slot has fewer than 8 bytes",
            "db12000002000000, 'unknown instruction: opcode 0xdb, dst 2, src 1, offset 0, imm 2'",
            "bf21050000000000, 'unknown instruction: opcode 0xbf, dst 1, src 2, offset 5, imm 0'",
            "9500000001000000, 'unknown instruction: opcode 0x95, dst 0, src 0, offset 0, imm 1'",
    })
    void refusesWithAReason(String hex, String reason) {
        var refused = assertInstanceOf(InsnDecoder.Refused.class,
                InsnDecoder.decode(HexFormat.of().parseHex(hex)));

        assertEquals(new InsnDecoder.Refused(0, reason), refused);
    }

    private static void assertHex(String hex, Insn insn) {
        assertEquals(hex, HexFormat.of().formatHex(InsnEncoder.encode(insn)), insn.toString());
    }
}

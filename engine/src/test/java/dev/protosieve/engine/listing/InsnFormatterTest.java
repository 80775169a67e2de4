package dev.protosieve.engine.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.protosieve.engine.isa.InsnDecoder;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InsnFormatterTest {

    /** Right: what the verifier's log of Linux 6.18 and bpftool print for the bytes on the left. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "7912000000000000 | r2 = *(u64 *)(r1 +0)",
            "633afcff00000000 | *(u32 *)(r10 -4) = r3",
            "7a0af8ffffffffff | *(u64 *)(r10 -8) = -1",
            "150509000a000000 | if r5 == 0xa goto pc+9",
            "a503ffff00ffffff | if r3 < 0xffffff00 goto pc-1",
            "ce43020000000000 | if w3 s< w4 goto pc+2",
            "4501000080000000 | if r1 & 0x80 goto pc+0",
            "bc43000000000000 | w3 = w4",
            "b7000000ffffffff | r0 = -1",
            "6701000003000000 | r1 <<= 3",
            "c401000003000000 | w1 s>>= 3",
            "3f21010000000000 | r1 s/= r2",
            "9f21010000000000 | r1 s%= r2",
            "8700000000000000 | r0 = -r0",
            "8400000000000000 | w0 = -w0",
            "dc00000010000000 | r0 = be16 r0",
            "d400000020000000 | r0 = le32 r0",
            "d700000040000000 | r0 = bswap64 r0",
            "bf21200000000000 | r1 = (s32)r2",
            "bc21080000000000 | w1 = (s8)w2",
            "8112fcff00000000 | r2 = *(s32 *)(r1 -4)",
            "18010000341200000000000000000000 | r1 = 0x1234",
            "18010000ffffffff00000000ffffffff | r1 = 0xffffffffffffffff",
            "18110000000000000000000000000000 | r1 = map[counters]",
            "18110000070000000000000000000000 | r1 = map[7]",
            "8500000001000000 | call bpf_map_lookup_elem#1",
            "0500050000000000 | goto pc+5",
            "0600000000800000 | gotol pc+32768",
            "e500030000000000 | may_goto pc+3",
            "9500000000000000 | exit",
    })
    void writesAsTheKernelDoes(String hex, String text) {
        var decoded = assertInstanceOf(InsnDecoder.Decoded.class,
                InsnDecoder.decode(HexFormat.of().parseHex(hex)));

        assertEquals(text, new InsnFormatter(List.of("counters")).format(decoded.program().getFirst()));
    }
}

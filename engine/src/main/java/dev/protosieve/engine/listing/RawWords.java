package dev.protosieve.engine.listing;

import dev.protosieve.engine.isa.Slot;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Slots as 64-bit words: the opcode is the lowest byte. */
public final class RawWords {

    private static final Pattern WORD = Pattern
            .compile("0[xX](?<hex>[0-9a-fA-F]+)|(?<bare>[0-9a-fA-F]{16})|(?<number>[0-9]+)");
    private static final int HEX = 16;

    private RawWords() {
    }

    /** {@code 0x95}, {@code 0000000000000095} (16 digits are hexadecimal) or a decimal number. */
    public static Optional<Long> word(String text) {
        var word = WORD.matcher(text);
        if (!word.matches()) {
            return Optional.empty();
        }
        BigInteger value = word.group("hex") != null ? new BigInteger(word.group("hex"), HEX)
                : word.group("bare") != null ? new BigInteger(word.group("bare"), HEX)
                        : new BigInteger(word.group("number"));
        return value.bitLength() > Long.SIZE ? Optional.empty() : Optional.of(value.longValue());
    }

    /** The same, but 16 digits without {@code 0x} are the bytes in their order, as {@code compile --raw} prints them. */
    public static Optional<Long> printed(String text) {
        return text.matches("[0-9a-fA-F]{16}") ? word(text).map(Long::reverseBytes) : word(text);
    }

    /** The bytes of a program. */
    public static byte[] bytes(List<Long> words) {
        ByteBuffer code = Slot.buffer(new byte[words.size() * Slot.BYTES]);
        words.forEach(code::putLong);
        return code.array();
    }

    /** The words of a program: {@code 0x0000000000000095}. */
    public static List<String> of(byte[] code) {
        ByteBuffer from = Slot.buffer(code);
        return Stream.generate(() -> "0x%016x".formatted(from.getLong())).limit(code.length / Slot.BYTES)
                .toList();
    }
}

package dev.protosieve.bpf.prog;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The least BTF that says where a program of one function comes from (Documentation/bpf/btf.rst). */
final class TypeInformation {

    private static final int TYPES_SIZE = 16 + 12 + 12;

    private TypeInformation() {
    }

    /** All of the program comes from one line of one file. */
    static ProgramImage.Debug quoting(String text, String file, int line) {
        byte[] strings = ("\0int\0main\0" + text + "\0" + file + "\0").getBytes(StandardCharsets.US_ASCII);
        int textAt = 10;
        int fileAt = textAt + text.length() + 1;
        ByteBuffer blob = little(24 + TYPES_SIZE + strings.length).putInt(0x1eb9f).putInt(24).putInt(0)
                .putInt(TYPES_SIZE).putInt(TYPES_SIZE).putInt(strings.length);
        blob.putInt(1).putInt(1 << 24).putInt(4).putInt(1 << 24 | 32);
        blob.putInt(0).putInt(13 << 24).putInt(1);
        blob.putInt(5).putInt(12 << 24 | 1).putInt(2);
        blob.put(strings);
        return new ProgramImage.Debug(blob.array(), little(8).putInt(0).putInt(3).array(),
                little(16).putInt(0).putInt(fileAt).putInt(textAt).putInt(line << 10).array());
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}

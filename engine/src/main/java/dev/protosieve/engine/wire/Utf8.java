package dev.protosieve.engine.wire;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Finds where bytes stop being UTF-8 (RFC 3629). */
final class Utf8 {

    private Utf8() {
    }

    /** Offset of the first byte of the first wrong sequence, or -1. */
    static int firstBad(byte[] bytes, int start, int end) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes, start, end - start);
        CoderResult result = decoder.decode(in, CharBuffer.allocate(end - start), true);
        return result.isError() ? in.position() : -1;
    }
}

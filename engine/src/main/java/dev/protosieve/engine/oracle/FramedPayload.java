package dev.protosieve.engine.oracle;

import dev.protosieve.engine.typed.Framing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A payload taken apart into its messages.
 *
 * @param messages whole ones, in order
 * @param rest what follows them
 */
record FramedPayload(List<byte[]> messages, Rest rest) {

    /** How a payload ends. */
    enum Rest {
        /** Behind its last message. */
        NOTHING,
        /** Inside a message, or inside a length. */
        CUT,
        /** With bytes that are no length. */
        NO_LENGTH
    }

    FramedPayload {
        messages = List.copyOf(messages);
    }

    static FramedPayload of(byte[] payload, Framing framing) {
        List<byte[]> messages = new ArrayList<>();
        int at = 0;
        while (at < payload.length) {
            int bytes = prefix(payload, at, framing);
            if (bytes < 0) {
                return new FramedPayload(messages, payload.length - at < -bytes ? Rest.CUT : Rest.NO_LENGTH);
            }
            long length = framing == Framing.VARINT ? varint(payload, at, bytes) : fixed32(payload, at);
            at += bytes;
            if (Long.compareUnsigned(length, payload.length - at) > 0) {
                return new FramedPayload(messages, Rest.CUT);
            }
            messages.add(Arrays.copyOfRange(payload, at, at + (int) length));
            at += (int) length;
        }
        return new FramedPayload(messages, Rest.NOTHING);
    }

    /** How many bytes the length has; negative when it is none, or not all there: as many would be needed to know. */
    private static int prefix(byte[] payload, int at, Framing framing) {
        if (framing == Framing.FIXED32) {
            return at + Framing.FIXED32_BYTES <= payload.length ? Framing.FIXED32_BYTES : -Framing.FIXED32_BYTES;
        }
        for (int i = 0; i < Framing.LONGEST_VARINT && at + i < payload.length; i++) {
            if (payload[at + i] >= 0) {
                return i + 1;
            }
        }
        return -Framing.LONGEST_VARINT;
    }

    private static long varint(byte[] payload, int at, int bytes) {
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << 7 | payload[at + i] & 0x7f;
        }
        return value;
    }

    private static long fixed32(byte[] payload, int at) {
        long value = 0;
        for (int i = Framing.FIXED32_BYTES - 1; i >= 0; i--) {
            value = value << 8 | payload[at + i] & 0xff;
        }
        return value;
    }
}

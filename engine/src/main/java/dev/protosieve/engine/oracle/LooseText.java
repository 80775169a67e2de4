package dev.protosieve.engine.oracle;

import com.google.protobuf.ByteString;

/**
 * Octets that need not be UTF-8 as a Java string: characters as they are, every octet that belongs to none as a surrogate of
 * its own. So texts are equal, and contain each other, as their octets do; and what is no text can be told.
 */
final class LooseText {

    private static final int LONGEST = 4;

    private LooseText() {
    }

    static String of(ByteString octets) {
        if (octets.isValidUtf8()) {
            return octets.toStringUtf8();
        }
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < octets.size();) {
            int length = character(octets, at);
            if (length == 0) {
                text.append((char) (Character.MIN_LOW_SURROGATE + (octets.byteAt(at) & 0xff)));
                at++;
            } else {
                text.append(octets.substring(at, at + length).toStringUtf8());
                at += length;
            }
        }
        return text.toString();
    }

    /** How many octets the character has that begins there; 0 when none does. */
    private static int character(ByteString octets, int at) {
        for (int length = 1; length <= LONGEST && at + length <= octets.size(); length++) {
            if (octets.substring(at, at + length).isValidUtf8()) {
                return length;
            }
        }
        return 0;
    }

    /** The same text; throws for what is none, which is an error to CEL. */
    static String checked(String text) {
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new IllegalArgumentException("octets that are no UTF-8 have no code points");
        }
        return text;
    }
}

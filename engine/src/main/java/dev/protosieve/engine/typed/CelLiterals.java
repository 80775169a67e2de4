package dev.protosieve.engine.typed;

import com.google.protobuf.ByteString;

/** Constants as CEL writes them (CEL language definition, "Syntax"). */
public final class CelLiterals {

    private CelLiterals() {
    }

    /** In double quotes; control characters, quotes and backslashes escaped. */
    public static String string(String value) {
        StringBuilder text = new StringBuilder("\"");
        value.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < 0x20 || c == 0x7f || c >= 0x80 && c < 0xa0) {
                        text.append(String.format("\\u%04x", c));
                    } else {
                        text.appendCodePoint(c);
                    }
                }
            }
        });
        return text.append('"').toString();
    }

    /** In double quotes behind {@code b}; everything but printable ASCII as {@code \xHH}. */
    public static String bytes(ByteString value) {
        StringBuilder text = new StringBuilder("b\"");
        for (byte b : value) {
            if (b >= 0x20 && b < 0x7f && b != '"' && b != '\\') {
                text.append((char) b);
            } else {
                text.append(String.format("\\x%02x", b & 0xff));
            }
        }
        return text.append('"').toString();
    }

    /** A number that CEL reads as a double; NaN and the infinities have no literal and give the nearest there is. */
    public static String floating(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "1e999" : "-1e999";
        }
        return Double.toString(value).replace("E", "e");
    }
}

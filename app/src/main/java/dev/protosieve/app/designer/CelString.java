package dev.protosieve.app.designer;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** What string and bytes literals mean (CEL language definition, "String and Bytes Values"). */
final class CelString {

    private final String body;
    private final boolean bytes;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int at;

    private CelString(String body, boolean bytes) {
        this.body = body;
        this.bytes = bytes;
    }

    /** The characters of a string literal; empty for anything else. */
    static Optional<String> text(String literal) {
        return prefix(literal).contains("b") ? Optional.empty()
                : read(literal).map(b -> b.toString(StandardCharsets.UTF_8));
    }

    /** The bytes of a bytes literal; empty for anything else. */
    static Optional<ByteString> bytes(String literal) {
        return prefix(literal).contains("b") ? read(literal) : Optional.empty();
    }

    private static String prefix(String literal) {
        int quote = 0;
        while (quote < literal.length() && "bBrR".indexOf(literal.charAt(quote)) >= 0) {
            quote++;
        }
        return literal.substring(0, quote).toLowerCase(Locale.ROOT);
    }

    private static Optional<ByteString> read(String literal) {
        String prefix = prefix(literal);
        String rest = literal.substring(prefix.length());
        if (rest.length() < 2 || rest.charAt(0) != '"' && rest.charAt(0) != '\'') {
            return Optional.empty();
        }
        String mark = rest.substring(0, 1);
        int marks = rest.length() >= 6 && rest.startsWith(mark.repeat(3)) ? 3 : 1;
        if (!rest.endsWith(mark.repeat(marks))) {
            return Optional.empty();
        }
        String body = rest.substring(marks, rest.length() - marks);
        if (marks == 1 && ends(body, mark.charAt(0), prefix.contains("r"))) {
            return Optional.empty();
        }
        if (prefix.contains("r")) {
            return Optional.of(ByteString.copyFromUtf8(body));
        }
        try {
            return Optional.of(new CelString(body, prefix.contains("b")).read());
        } catch (NumberFormatException | StringIndexOutOfBoundsException _) {
            return Optional.empty();
        }
    }

    /** Whether a literal ends before its last mark: then it is two with something between them. */
    private static boolean ends(String body, char mark, boolean raw) {
        for (int i = 0; i < body.length(); i++) {
            if (body.charAt(i) == mark) {
                return true;
            }
            i += body.charAt(i) == '\\' && !raw ? 1 : 0;
        }
        return false;
    }

    private ByteString read() {
        while (at < body.length()) {
            int point = body.codePointAt(at);
            at += Character.charCount(point);
            if (point == '\\') {
                escape();
            } else {
                write(point);
            }
        }
        return ByteString.copyFrom(out.toByteArray());
    }

    private void escape() {
        char letter = body.charAt(at++);
        switch (letter) {
            case 'a' -> write(7);
            case 'b' -> write('\b');
            case 'f' -> write('\f');
            case 'n' -> write('\n');
            case 'r' -> write('\r');
            case 't' -> write('\t');
            case 'v' -> write(11);
            case 'x', 'X' -> octet(number(2, 16));
            case 'u' -> write(number(4, 16));
            case 'U' -> write(number(8, 16));
            case '0', '1', '2', '3' -> {
                at--;
                octet(number(3, 8));
            }
            default -> write(letter);
        }
    }

    private int number(int digits, int base) {
        int value = Integer.parseInt(body.substring(at, at + digits), base);
        at += digits;
        return value;
    }

    // in a string \xff is a character, in bytes it is a byte
    private void octet(int value) {
        if (bytes) {
            out.write(value);
        } else {
            write(value);
        }
    }

    private void write(int point) {
        out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
    }
}

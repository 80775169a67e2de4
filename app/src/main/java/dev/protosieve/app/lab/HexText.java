package dev.protosieve.app.lab;

import dev.protosieve.app.lab.MessageForm.Reading;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes as people paste them: plain, with 0x or \x, as a C array, as xxd, hexdump -C, od, tcpdump -x or Wireshark show them, or base64. */
final class HexText {

    /** Offset, bytes, characters: those stand behind two blanks or a bar. */
    private static final Pattern DUMP = Pattern.compile("\\s*(?:0x)?([0-9a-fA-F]{4,8})(:|\\s{3}|)\\s*+(?<=\\s)"
            + "((?:[0-9a-fA-F]{2}){1,2}(?:[ -]{1,2}(?:[0-9a-fA-F]{2}){1,2}){0,31})(?:\\s{2,}.*|\\s+[|>].*|\\s*)");
    /** hexdump and od end with the length alone. */
    private static final Pattern LENGTH = Pattern.compile("\\s*[0-9a-fA-F]{6,8}\\s*");
    /** hexdump and od without options: 0000000 010a 0078. */
    private static final Pattern WORDS = Pattern.compile("(?s)\\s*0{7} [0-9a-fA-F]{4}\\b.*");
    private static final Pattern BYTE = Pattern.compile("0[xX]([0-9a-fA-F]{1,2})\\b|\\\\x([0-9a-fA-F]{2})");
    private static final Pattern ARRAY = Pattern.compile("(?s)[^{]*\\{([^}]*)}\\s*;?\\s*");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]+={0,2}");

    private HexText() {
    }

    static Reading read(String text) {
        if (WORDS.matcher(text).matches()) {
            return new Reading.Mistake("words of two bytes may be in any order: paste what xxd or hexdump -C prints",
                    0);
        }
        Optional<Reading> dump = dump(text.lines().filter(l -> !l.isBlank()).toList());
        if (dump.isPresent()) {
            return dump.get();
        }
        Matcher array = ARRAY.matcher(text);
        String inside = array.matches() ? array.group(1) : text;
        if (BYTE.matcher(inside).find()) {
            return bytes(inside, array.matches() ? array.start(1) : 0);
        }
        Reading plain = plain(text);
        return plain instanceof Reading.Mistake wrong ? base64(text.strip(), wrong) : plain;
    }

    /** Lines whose first numbers count the bytes before them; empty when they do not. */
    private static Optional<Reading> dump(List<String> lines) {
        StringBuilder digits = new StringBuilder();
        long first = -1;
        for (String line : lines) {
            Matcher dump = DUMP.matcher(line);
            if (line.equals(lines.getLast()) && first >= 0 && LENGTH.matcher(line).matches()) {
                break;
            }
            if (!dump.matches()) {
                return Optional.empty();
            }
            long offset = Long.parseLong(dump.group(1), 16);
            boolean marked = first >= 0 || offset == 0 || !dump.group(2).isEmpty();
            first = first < 0 ? offset : first;
            if (!marked || offset - first != digits.length() / 2) {
                return Optional.empty();
            }
            digits.append(dump.group(3).replaceAll("[ -]", ""));
        }
        return first < 0 ? Optional.empty() : Optional.of(new Reading.Message(HexFormat.of().parseHex(digits)));
    }

    /** @param offset of the text in the whole one */
    private static Reading bytes(String text, int offset) {
        List<Byte> bytes = new ArrayList<>();
        Matcher next = BYTE.matcher(text);
        int at = 0;
        while (next.find()) {
            if (!isBetween(text.substring(at, next.start()))) {
                break;
            }
            bytes.add((byte) Integer.parseInt(next.group(1) == null ? next.group(2) : next.group(1), 16));
            at = next.end();
        }
        if (!isBetween(text.substring(at))) {
            int wrong = at + text.substring(at).length()
                    - text.substring(at).replaceFirst("^[\\s,;\"'b]+", "").length();
            return new Reading.Mistake("here a byte like 0x0a is missing", offset + wrong);
        }
        byte[] all = new byte[bytes.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = bytes.get(i);
        }
        return new Reading.Message(all);
    }

    private static boolean isBetween(String text) {
        return text.matches("b?[\\s,;\"']*");
    }

    private static Reading plain(String text) {
        StringBuilder digits = new StringBuilder();
        int last = 0;
        int from = text.startsWith("0x") || text.startsWith("0X") ? 2 : 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.digit(c, 16) >= 0 && c < 128) {
                digits.append(c);
                last = i;
            } else if (!Character.isWhitespace(c) && c != ':' && c != ',' && c != '-') {
                return new Reading.Mistake("'" + c + "' is no hexadecimal digit", i);
            }
        }
        return digits.length() % 2 != 0 ? new Reading.Mistake("the last byte has one digit only", last)
                : new Reading.Message(HexFormat.of().parseHex(digits));
    }

    /** Long enough, and of a length, not to be hex with a slip in it. */
    private static Reading base64(String text, Reading.Mistake wrong) {
        if (text.length() < 8 || text.length() % 4 != 0 || !BASE64.matcher(text).matches()) {
            return wrong;
        }
        try {
            return new Reading.Message(Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/')));
        } catch (IllegalArgumentException _) {
            return wrong;
        }
    }
}

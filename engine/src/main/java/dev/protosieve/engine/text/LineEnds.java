package dev.protosieve.engine.text;

/**
 * What the lines of a file end with. Rules mean the same whatever their lines end with, also within a string of several
 * lines, as in Java's text blocks (JLS 3.10.6).
 */
public enum LineEnds {
    LF, CRLF;

    /** The text with {@code \n} for every {@code \r\n} and every {@code \r} alone. */
    public static String unified(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /** What most lines of a text end with: {@code \r\n}, or else {@code \n}. */
    public static LineEnds of(String text) {
        long lines = text.chars().filter(c -> c == '\n').count();
        long pairs = lines - text.replace("\r\n", "").chars().filter(c -> c == '\n').count();
        return pairs * 2 > lines ? CRLF : LF;
    }

    /** @param unified has {@code \n} only */
    public String in(String unified) {
        return this == CRLF ? unified.replace("\n", "\r\n") : unified;
    }
}

package dev.protosieve.engine.text;

/**
 * The ends of lines. Rules mean the same whatever their lines end with, also within a string of several lines, as in Java's
 * text blocks (JLS 3.10.6).
 */
public final class LineEnds {

    private LineEnds() {
    }

    /** The text with {@code \n} for every {@code \r\n} and every {@code \r} alone. */
    public static String unified(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /**
     * The text with the line ends of another.
     *
     * @param unified has {@code \n} only
     * @param model has {@code \r\n} at most of its lines, or the text stays as it is
     */
    public static String like(String model, String unified) {
        long lines = model.chars().filter(c -> c == '\n').count();
        long pairs = lines - model.replace("\r\n", "").chars().filter(c -> c == '\n').count();
        return pairs * 2 > lines ? unified.replace("\n", "\r\n") : unified;
    }
}

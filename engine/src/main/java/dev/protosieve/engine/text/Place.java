package dev.protosieve.engine.text;

/**
 * Where a diagnostic stands.
 *
 * @param file path as the user gave it
 * @param line from 1; 0 when the file as a whole is meant
 * @param column from 1; 0 when the line as a whole is meant
 * @param span offsets in that file's text; {@link Span#NONE} when only line and column are known
 */
public record Place(String file, int line, int column, Span span) {

    /** The file as a whole. */
    public static Place of(String file) {
        return new Place(file, 0, 0, Span.NONE);
    }

    /** {@code file}, {@code file:line} or {@code file:line:column}, as compilers print it. */
    @Override
    public String toString() {
        if (line == 0) {
            return file;
        }
        return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
    }
}

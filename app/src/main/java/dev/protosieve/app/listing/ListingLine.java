package dev.protosieve.app.listing;

import dev.protosieve.engine.listing.Listing.Row;

/** One line of the assembly pane. */
sealed interface ListingLine {

    /** The characters on the line. */
    String text();

    /** Number of the rule it belongs to, 0 for shared code. */
    int rule();

    /** The name of a part of the program, above its first instruction. */
    record Heading(String text, int rule) implements ListingLine {
    }

    /** @param comment what stands behind the semicolon; empty for none */
    record Code(Row row, int rule, String comment) implements ListingLine {

        private static final int COMMENT_COLUMN = 24;

        @Override
        public String text() {
            return comment.isEmpty() ? row.text() : padded() + "; " + comment;
        }

        /** Where the comment begins in {@link #text()}, or its length. */
        int commentAt() {
            return comment.isEmpty() ? row.text().length() : padded().length();
        }

        private String padded() {
            return row.text() + " ".repeat(Math.max(2, COMMENT_COLUMN - row.text().length()));
        }
    }
}

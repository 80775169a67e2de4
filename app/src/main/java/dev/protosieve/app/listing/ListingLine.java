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

    /** A row that was there before the change and is not any more. */
    record Removed(Row row, int rule) implements ListingLine {
        @Override
        public String text() {
            return row.text();
        }
    }

    /**
     * @param comment what stands behind the semicolon; empty for none
     * @param added whether it was not there before the change, where that is shown
     */
    record Code(Row row, int rule, String comment, boolean added) implements ListingLine {

        private static final int COMMENT_COLUMN = 24;

        @Override
        public String text() {
            return comment.isEmpty() ? row.text() : padded() + "; " + comment;
        }

        private String padded() {
            return row.text() + " ".repeat(Math.max(2, COMMENT_COLUMN - row.text().length()));
        }
    }
}

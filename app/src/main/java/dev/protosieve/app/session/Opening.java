package dev.protosieve.app.session;

/**
 * A document as one of those that were opened.
 *
 * @param number stays while the document is open, whatever its name and text
 */
record Opening(int number, Document document) {

    /** Whether the other is the same document, or the same file that was opened again. */
    boolean isOf(Opening other) {
        return number == other.number || document.file().isPresent() && document.isAt(other.document);
    }
}

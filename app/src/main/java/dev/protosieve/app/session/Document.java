package dev.protosieve.app.session;

import dev.protosieve.engine.text.LineEnds;
import dev.protosieve.engine.text.SourceText;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The rule file being edited.
 *
 * @param file where it is saved; absent for one that never was
 * @param folder what relative paths in it are relative to
 * @param text as edited
 * @param saved as it is on disk; where it never was, what would be no loss
 * @param ends what its lines end with there; the texts here have {@code \n}
 */
public record Document(Optional<Path> file, Path folder, String text, String saved, LineEnds ends) {

    /** With lines that end with {@code \n} on disk, too. */
    public Document(Optional<Path> file, Path folder, String text, String saved) {
        this(file, folder, text, saved, LineEnds.LF);
    }

    /** A file as read from disk. */
    public static Document opened(Path file, RulesOnDisk rules) {
        Path absolute = file.toAbsolutePath().normalize();
        Path folder = Optional.ofNullable(absolute.getParent()).orElse(absolute);
        return new Document(Optional.of(absolute), folder, rules.text(), rules.text(), rules.ends());
    }

    /** A file that has that text on disk. */
    public static Document opened(Path file, String text) {
        return opened(file, RulesOnDisk.of(text));
    }

    /** Rules that are not on disk yet. */
    public static Document unsaved(Path folder, String text) {
        return new Document(Optional.empty(), folder, text, "");
    }

    /** Rules that are not on disk yet, and hold nothing of anybody's work so far. */
    public static Document begun(Path folder, RulesOnDisk rules) {
        return new Document(Optional.empty(), folder, rules.text(), rules.text(), rules.ends());
    }

    /** The last part of the path. */
    public String name() {
        return file.map(Path::getFileName).map(Path::toString).orElse("untitled.sieve");
    }

    public boolean isDirty() {
        return !text.equals(saved);
    }

    public SourceText source() {
        return new SourceText(name(), text);
    }

    /** Whether the other is the same text at the same place, as far as the compiler and its words go. */
    boolean compilesLike(Document other) {
        return text.equals(other.text) && isAt(other);
    }

    /** Whether the other is the same file, or would become it. */
    boolean isAt(Document other) {
        return file.equals(other.file) && folder.equals(other.folder);
    }

    RulesOnDisk onDisk() {
        return new RulesOnDisk(saved, ends);
    }

    Document withText(String next) {
        return new Document(file, folder, next, saved, ends);
    }

    Document withSaved(RulesOnDisk now) {
        return new Document(file, folder, text, now.text(), now.ends());
    }

    Document savedAs(Path path) {
        return opened(path, new RulesOnDisk(text, ends));
    }

    /** The same words, with files in the folder of this one named as its rules name them. */
    public String nearby(String words) {
        String here = folder.toAbsolutePath().toString();
        return words.replace(here + folder.getFileSystem().getSeparator(), "")
                .replace(here, "the folder of the rules (" + here + ")");
    }
}

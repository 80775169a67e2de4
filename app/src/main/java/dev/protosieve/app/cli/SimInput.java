package dev.protosieve.app.cli;

import dev.protosieve.app.project.Reason;
import dev.protosieve.app.session.BoundedFile;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.listing.AsmParser;
import dev.protosieve.engine.listing.ElfObject;
import dev.protosieve.engine.listing.ElfReader;
import dev.protosieve.engine.sim.DataFile;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What {@code sim run} may be given, told apart by content. A new kind of file is one more record here. */
sealed interface SimInput {

    /** A conformance test. */
    record Data(Outcome<DataFile> file) implements SimInput {
    }

    /** Assembly text. */
    record Assembly(Outcome<List<Insn>> program) implements SimInput {
    }

    /** An ELF object with programs. */
    record Objects(Outcome<ElfObject> object) implements SimInput {
    }

    /** The sections without which a file is no conformance test. */
    Pattern SECTION = Pattern.compile("(?m)^--\\s*(?:asm|raw)\\b");
    /** EI_MAG0 to EI_MAG3 of an ELF header (System V ABI, chapter 4). */
    String ELF = "\u007fELF";

    /** Reads a file. */
    static SimInput read(Path path) throws CommandFailed {
        SourceText text = new SourceText(path.toString(), content(path));
        if (text.content().startsWith(ELF)) {
            return new Objects(ElfReader.read(path.toString(), text.content().getBytes(StandardCharsets.ISO_8859_1)));
        }
        return SECTION.matcher(text.content()).find() ? new Data(DataFile.parse(text, linked(path)))
                : new Assembly(AsmParser.parse(text, List.of()));
    }

    /** Files that a section names are looked for beside the file. */
    private static Function<String, Optional<SourceText>> linked(Path path) {
        return name -> {
            try {
                Path file = path.resolveSibling(name);
                return Optional.of(new SourceText(file.toString(), content(file)));
            } catch (CommandFailed | InvalidPathException _) {
                return Optional.empty();
            }
        };
    }

    /** All characters; bytes above 127 only matter in comments. */
    static String content(Path path) throws CommandFailed {
        try {
            return new String(BoundedFile.bytes(path), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new CommandFailed(path + " cannot be read: " + Reason.of(e));
        }
    }
}

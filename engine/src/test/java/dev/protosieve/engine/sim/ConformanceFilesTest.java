package dev.protosieve.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.emit.MapSpec;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.InsnDecoder;
import dev.protosieve.engine.isa.InsnEncoder;
import dev.protosieve.engine.listing.AsmParser;
import dev.protosieve.engine.listing.InsnFormatter;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Conformance files as others write them, each with a result worked out by hand. */
class ConformanceFilesTest {

    private static final Path FOLDER = Path.of("src/test/resources/conformance");
    private static final int AT_LEAST = 60;
    private static final int CLASS = 7;
    private static final long LIMIT = 100_000;

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(f -> f.toString().endsWith(".data")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void eachFileIsRight(Path path) throws IOException {
        assertInstanceOf(DataFile.Judgement.Right.class, read(path).judge(LIMIT));
    }

    @ParameterizedTest
    @MethodSource("files")
    void anotherResultIsWrong(Path path) throws IOException {
        DataFile file = read(path);
        if (file.error() == DataFile.Error.NONE && file.result().isPresent()) {
            DataFile other = new DataFile(file.program(), file.assembled(), file.maps(), file.memory(),
                    OptionalLong.of(file.result().getAsLong() + 1), file.error(), file.others());
            assertInstanceOf(DataFile.Judgement.Wrong.class, other.judge(LIMIT));
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void assembledDisassembledAndAssembledIsTheSame(Path path) throws IOException {
        DataFile file = read(path);
        for (List<Insn> insns : programs(file)) {
            InsnFormatter formatter = InsnFormatter.of(file.maps());
            String text = insns.stream().map(formatter::format).collect(Collectors.joining("\n"));
            List<String> maps = file.maps().stream().map(MapSpec::name).toList();
            assertEquals(Outcome.ok(insns), AsmParser.parse(new SourceText("again", text), maps), text);
            byte[] code = InsnEncoder.encode(insns);
            assertEquals(new InsnDecoder.Decoded(insns), InsnDecoder.decode(code));
        }
    }

    @Test
    void filesHaveAllClassesOfInstructions() throws IOException {
        TreeSet<Integer> classes = new TreeSet<>();
        for (Path path : files()) {
            programs(read(path)).forEach(insns -> insns.forEach(i -> classes.add(InsnEncoder.encode(i)[0] & CLASS)));
        }
        assertEquals(new TreeSet<>(List.of(0, 1, 2, 3, 4, 5, 6, 7)), classes);
        assertTrue(files().size() >= AT_LEAST, files().size() + " files");
    }

    private static List<List<Insn>> programs(DataFile file) {
        return file.program() instanceof Outcome.Ok<List<Insn>>(List<Insn> insns, var _) ? List.of(insns) : List.of();
    }

    private static DataFile read(Path path) throws IOException {
        var outcome = DataFile.parse(text(path), name -> {
            try {
                return Optional.of(text(FOLDER.resolve(name)));
            } catch (IOException _) {
                return Optional.empty();
            }
        });
        return (DataFile) assertInstanceOf(Outcome.Ok.class, outcome, outcome::toString).value();
    }

    private static SourceText text(Path path) throws IOException {
        return new SourceText(path.toString(), Files.readString(path));
    }
}

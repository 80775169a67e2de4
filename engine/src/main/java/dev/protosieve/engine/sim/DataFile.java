package dev.protosieve.engine.sim;

import dev.protosieve.engine.emit.MapSpec;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.SourceText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A conformance test as eBPF implementations share them: sections that begin with {@code -- NAME}.
 *
 * @param program of {@code -- raw}, or without it of {@code -- asm}; a mistake of the assembler is kept in it
 * @param assembled what {@code -- asm} says of a program that {@code -- raw} says too
 * @param maps of {@code -- map}
 * @param memory of {@code -- mem}
 * @param result what r0 must be, of {@code -- result}
 * @param error whether there is {@code -- error} or {@code -- error pattern}, and whether it says something; without a result
 *     {@code -- verifier error} is one
 * @param others names of sections without meaning here
 */
public record DataFile(Outcome<List<Insn>> program, Optional<Outcome<List<Insn>>> assembled, List<MapSpec> maps,
        byte[] memory, OptionalLong result,
        Error error, List<String> others) {

    /** Whether the run must be refused. */
    public enum Error {
        NONE,
        /** The section is empty: a refusal is as good as the result. */
        POSSIBLE,
        /** The result, if one is given, is what the machine answers that the test was written for. */
        EXPECTED
    }

    public DataFile {
        maps = List.copyOf(maps);
        others = List.copyOf(others);
    }

    /** The code of what is no program, as a register that does not exist: other assemblers leave it to the machine to say so. */
    static final String REFUSED = "asm.register";

    /** The test of a text that names no other files, or all that is wrong with its sections. */
    public static Outcome<DataFile> parse(SourceText text) {
        return parse(text, _ -> Optional.empty());
    }

    /**
     * The test of a text, or all that is wrong with its sections.
     *
     * @param linked the files that {@code -- NAME @ FILE} names
     */
    public static Outcome<DataFile> parse(SourceText text, Function<String, Optional<SourceText>> linked) {
        return new DataFileReader(text, linked).read();
    }

    /** What a test came to. */
    public sealed interface Judgement {

        /** One line for people. */
        String line();

        record Right(String line) implements Judgement {
        }

        record Wrong(String line) implements Judgement {
        }
    }

    /** Runs it with so many instructions at most. */
    public Judgement judge(long limit) {
        return judge(p -> p.run(memory, limit));
    }

    /** The same, and tells of every instruction. */
    public Judgement judge(long limit, Consumer<SimProgram.Step> sink) {
        return judge(p -> p.trace(memory, limit, sink));
    }

    private Judgement judge(Function<SimProgram, SimProgram.Answer> run) {
        return switch (program) {
            case Outcome.Ok<List<Insn>>(List<Insn> insns, var _) when error == Error.NONE && result.isEmpty()
                    && assembled.isPresent() ->
                compared(insns, assembled.get());
            case Outcome.Ok<List<Insn>>(List<Insn> insns, var _) -> judged(loaded(insns), run);
            case Outcome.Failed<List<Insn>>(var mistakes) -> {
                String line = mistakes.getFirst().format();
                boolean refused = mistakes.stream().allMatch(m -> m.code().equals(REFUSED));
                yield refused && error != Error.NONE ? new Judgement.Right("refused: " + line)
                        : new Judgement.Wrong(line);
            }
        };
    }

    /** A test of assemblers: the words must be those of the text, and nothing is run. */
    private static Judgement compared(List<Insn> words, Outcome<List<Insn>> text) {
        return switch (text) {
            case Outcome.Ok<List<Insn>>(List<Insn> insns, var _) -> insns.equals(words)
                    ? new Judgement.Right("the words are those of the text")
                    : new Judgement.Wrong("the words are not those of the text");
            case Outcome.Failed<List<Insn>>(var mistakes) -> new Judgement.Wrong(mistakes.getFirst().format());
        };
    }

    /** The program as it is to be run: calls by number are the suite's, unless the test has maps for the kernel's. */
    private SimProgram loaded(List<Insn> insns) {
        return maps.isEmpty() ? SimProgram.ofSuite(insns) : SimProgram.plain(insns, maps);
    }

    private Judgement judged(SimProgram loaded, Function<SimProgram, SimProgram.Answer> run) {
        return switch (run.apply(loaded)) {
            case SimProgram.Answer.Refused(String line) -> error == Error.NONE
                    ? new Judgement.Wrong((result.isPresent() ? "expected " + hex(result.getAsLong()) + ", " : "")
                            + "refused: " + line)
                    : new Judgement.Right("refused: " + line);
            case SimProgram.Answer.Returned(long got, long _) when error == Error.EXPECTED -> loaded.unloadable()
                    .<Judgement>map(line -> new Judgement.Right("refused: " + line))
                    .orElseGet(() -> new Judgement.Wrong("expected a refusal, got " + hex(got)));
            case SimProgram.Answer.Returned(long got, long _) when result.isEmpty() ->
                new Judgement.Wrong("got " + hex(got) + ", but the file has no result to compare it with");
            case SimProgram.Answer.Returned(long got, long _) -> got == result.getAsLong()
                    ? new Judgement.Right(hex(got))
                    : new Judgement.Wrong("expected " + hex(result.getAsLong()) + ", got " + hex(got));
        };
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }
}

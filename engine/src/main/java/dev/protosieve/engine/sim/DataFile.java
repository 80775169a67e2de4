package dev.protosieve.engine.sim;

import dev.protosieve.engine.emit.MapSpec;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.SourceText;
import java.util.List;
import java.util.OptionalLong;

/**
 * A conformance test as eBPF implementations share them: sections that begin with {@code -- NAME}.
 *
 * @param program of {@code -- raw}, or without it of {@code -- asm}; a mistake of the assembler is kept in it
 * @param maps of {@code -- map}
 * @param memory of {@code -- mem}
 * @param result what r0 must be, of {@code -- result}
 * @param error whether there is {@code -- error} or {@code -- error pattern}, and whether it says something
 * @param others names of sections without meaning here
 */
public record DataFile(Outcome<List<Insn>> program, List<MapSpec> maps, byte[] memory, OptionalLong result,
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

    /** The test of a text, or all that is wrong with its sections. */
    public static Outcome<DataFile> parse(SourceText text) {
        return new DataFileReader(text).read();
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
        return switch (program) {
            case Outcome.Ok<List<Insn>>(List<Insn> insns, var _) -> judged(loaded(insns).run(memory, limit));
            case Outcome.Failed<List<Insn>>(var mistakes) -> {
                String line = mistakes.getFirst().format();
                // What has no such register is no program: other assemblers leave it to the machine to say so.
                boolean refused = mistakes.stream().allMatch(m -> m.code().equals("asm.register"));
                yield refused && error != Error.NONE ? new Judgement.Right("refused: " + line)
                        : new Judgement.Wrong(line);
            }
        };
    }

    /** The program as it is to be run: calls by number are the suite's, unless the test has maps for the kernel's. */
    public SimProgram loaded(List<Insn> insns) {
        return maps.isEmpty() ? SimProgram.ofSuite(insns) : SimProgram.plain(insns, maps);
    }

    /** Whether an answer is the right one. */
    public Judgement judged(SimProgram.Answer answer) {
        return switch (answer) {
            case SimProgram.Answer.Refused(String line) -> error == Error.NONE
                    ? new Judgement.Wrong((result.isPresent() ? "expected " + hex(result.getAsLong()) + ", " : "")
                            + "refused: " + line)
                    : new Judgement.Right("refused: " + line);
            case SimProgram.Answer.Returned(long got, long _) when error == Error.EXPECTED ->
                new Judgement.Wrong("expected a refusal, got " + hex(got));
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

package dev.protosieve.engine.pattern;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.protosieve.engine.pattern.PatternOutcome.Bad;
import dev.protosieve.engine.pattern.PatternOutcome.Compiled;
import dev.protosieve.engine.pattern.PatternOutcome.TooBig;
import dev.protosieve.engine.text.Span;
import java.util.Optional;

/** Text to automaton. RE2/J reads the text, so that there is one syntax; the search is that of CEL's {@code matches}. */
public final class PatternCompiler {

    /** Most states of an automaton. */
    public static final int MOST_STATES = 1_000;
    /** Most octets of its table; rows are named by offsets of 16 bits. */
    public static final int MOST_OCTETS = 0xffff;
    private static final int MOST_STEPS = 20_000;
    private static final int ENTRY = Short.BYTES;

    private final ProgramReader reader = ProgramReader.open();

    public PatternOutcome compile(String text) {
        long bound = RepeatBound.of(text);
        if (bound > MOST_STEPS) {
            return new TooBig("its counters make " + bound + " characters of it, filters take " + MOST_STEPS);
        }
        Optional<Span> endless = EndlessFolding.find(reader, text);
        if (endless.isPresent()) {
            return new Bad(endless.get().start(), endless.get().end(),
                    "these characters cannot be used without regard to case", "leave U+1C80 to U+1C88 out of (?i)");
        }
        try {
            Pattern pattern = Pattern.compile(text);
            return compile(reader.read(pattern));
        } catch (PatternSyntaxException e) {
            return SyntaxErrors.explain(text, e);
        } catch (StackOverflowError e) {
            return new Bad(0, text.length(), "the groups of this pattern are nested too deeply", "use fewer brackets");
        }
    }

    private static PatternOutcome compile(RegexProgram program) {
        var plain = PlainPattern.of(program);
        if (plain.isPresent()) {
            return plain.get();
        }
        try {
            Dfa dfa = Minimizer.minimize(DfaBuilder.build(program));
            int octets = (dfa.states() + 2) * dfa.classCount() * ENTRY;
            return dfa.states() > MOST_STATES || octets > MOST_OCTETS
                    ? new TooBig("its automaton has " + dfa.states() + " states of " + dfa.classCount() * ENTRY
                            + " bytes, filters take " + MOST_STATES + " states and " + MOST_OCTETS + " bytes")
                    : dfa.start() == dfa.found() ? new PatternOutcome.Plain(false, false, "") : new Compiled(dfa);
        } catch (DfaBuilder.TooBig e) {
            return new TooBig("its automaton has thousands of states, filters take " + MOST_STATES);
        }
    }
}

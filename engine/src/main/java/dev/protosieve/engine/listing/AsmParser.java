package dev.protosieve.engine.listing;

import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.listing.AsmCursor.Target;
import dev.protosieve.engine.listing.AsmToken.Kind;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Assembly text to instructions, in two ways of writing that may be mixed: the kernel's log ({@code r0 = 1}, with or without
 * {@code 5: (b7)} in front) and words with operands ({@code mov %r0, 1}). Total: any text gives instructions, or all mistakes at
 * their characters.
 */
public final class AsmParser {

    /** As other assemblers have it: a jump to {@code exit} goes to the first {@code exit}, if no line has that label. */
    private static final String EXIT = "exit";

    private final SourceText text;
    private final AsmCalls calls;
    private final List<Read> program = new ArrayList<>();
    private final Map<String, Integer> labels = new HashMap<>();
    private final List<Diagnostic> mistakes = new ArrayList<>();
    private int slot;
    private int firstExit = -1;

    private AsmParser(SourceText text, List<String> maps) {
        this.text = text;
        this.calls = new AsmCalls(maps);
    }

    private record Read(int slot, AsmLine line) {
    }

    /**
     * The instructions of a text.
     *
     * @param maps names of maps by index, for those that the text names
     */
    public static Outcome<List<Insn>> parse(SourceText text, List<String> maps) {
        return parse(text, 1, text.lineCount(), maps);
    }

    /** The same for some of its lines, the first to the last. */
    public static Outcome<List<Insn>> parse(SourceText text, int first, int last, List<String> maps) {
        AsmParser parser = new AsmParser(text, maps);
        for (int line = first; line <= last; line++) {
            parser.read(text.lineSpan(line));
        }
        List<Insn> insns = parser.program.stream().map(parser::resolved).toList();
        return Outcome.of(insns, parser.mistakes);
    }

    private void read(Span line) {
        AsmCursor in = new AsmCursor(AsmLexer.tokens(text.slice(line), line.start()));
        try {
            labels(in);
            if (in.atEnd()) {
                return;
            }
            AsmLine read = AsmListed.begins(in) ? new AsmListed(calls).read(in) : new AsmMnemonics(calls).read(in);
            if (read.insn() instanceof Insn.Exit && firstExit < 0) {
                firstExit = slot;
            }
            add(read);
            in.end();
        } catch (AsmMistake mistake) {
            report(mistake);
        }
    }

    private void add(AsmLine read) {
        program.add(new Read(slot, read));
        slot += read.insn().slots();
    }

    private void report(AsmMistake mistake) {
        mistakes.add(Diagnostic.error(mistake.code(), text.place(mistake.span()), mistake.message(), mistake.hint()));
    }

    /** {@code name:} before an instruction or alone; slot and opcode of a listing, {@code 5: (b7)} or only {@code 5}. */
    private void labels(AsmCursor in) throws AsmMistake {
        while (in.peek().kind() != Kind.SIGN && in.peek(1).is(":")) {
            AsmToken name = in.next();
            in.next();
            if (name.kind() == Kind.NUMBER && !in.atEnd()) {
                requireSlot(name);
            } else if (labels.putIfAbsent(name.text(), slot) != null) {
                throw AsmMistake.of("label", name.span(), "the label " + name.phrase() + " is there already",
                        "each label stands once");
            }
        }
        if (in.peek().kind() == Kind.NUMBER && in.peek(1).kind() != Kind.END) {
            requireSlot(in.next());
        }
        if (in.peek().is("(") && in.peek(2).is(")") && !in.atRegister()) {
            in.next();
            in.next();
            in.next();
        }
    }

    /** A listing must be whole, or its jumps go elsewhere than they did. */
    private void requireSlot(AsmToken number) throws AsmMistake {
        if (!number.text().equals(Integer.toString(slot)) && mistakes.isEmpty()) {
            throw AsmMistake.of("slot", number.span(), "the line says slot " + number.text() + ", but it is slot "
                    + slot + " here", "a listing must have all its lines; or leave the numbers out");
        }
    }

    private Insn resolved(Read read) {
        Insn insn = read.line().insn();
        if (read.line().target().isEmpty()) {
            return insn;
        }
        Target target = read.line().target().get();
        try {
            return insn instanceof Insn.CallLocal || insn instanceof Insn.Goto(int _, boolean far) && far
                    ? far(insn, distance(read.slot(), target)) : near(insn, distance(read.slot(), target), target);
        } catch (AsmMistake mistake) {
            report(mistake);
            return insn;
        }
    }

    private int distance(int from, Target target) throws AsmMistake {
        if (target.label().isEmpty()) {
            return target.offset();
        }
        Integer to = labels.get(target.label());
        if (to == null && target.label().equals(EXIT) && firstExit >= 0) {
            to = firstExit;
        }
        if (to == null) {
            throw AsmMistake.of("label", target.span(), "there is no label \"" + target.label() + "\"",
                    "a label is a line of its own: " + target.label() + ":");
        }
        return to - from - 1;
    }

    private static Insn far(Insn insn, int distance) {
        return insn instanceof Insn.CallLocal ? new Insn.CallLocal(distance) : new Insn.Goto(distance, true);
    }

    private static Insn near(Insn insn, int distance, Target target) throws AsmMistake {
        boolean fits = distance == (short) distance;
        if (insn instanceof Insn.Goto && (fits || !target.label().isEmpty())) {
            return new Insn.Goto(distance, !fits);
        }
        if (!fits) {
            throw AsmMistake.of("far", target.span(), "the jump of " + distance + " does not fit in 16 bits",
                    "gotol reaches farther");
        }
        return switch (insn) {
            case Insn.Branch(boolean wide, Insn.Condition op, var dst, Insn.Operand src, int _) ->
                new Insn.Branch(wide, op, dst, src, distance);
            default -> new Insn.MayGoto(distance);
        };
    }
}

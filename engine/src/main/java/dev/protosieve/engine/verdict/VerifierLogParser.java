package dev.protosieve.engine.verdict;

import dev.protosieve.engine.verdict.VerifierLog.KernelExplanation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Verifier log text to lines with a meaning; total: a line that is not known is kept as a message. */
public final class VerifierLogParser {

    /** {@code libbpf: prog 'x': } in front of lines that went through libbpf. */
    private static final Pattern LIBBPF = Pattern.compile("^libbpf: (?:prog '[^']*': )?");
    /** {@code -- BEGIN PROG LOAD LOG --}. */
    private static final Pattern FRAME = Pattern.compile("^-- (?:BEGIN|END) PROG LOAD LOG --$");
    /** {@code 12: (71) r2 = *(u8 *)(r1 +0) ; R2_w=scalar()}. */
    private static final Pattern INSTRUCTION = Pattern
            .compile("^(\\d{1,9}): \\(([0-9a-f]{2})\\) (.*?)(?:\\s+; (.*))?$");
    /** {@code 14: R0=1 R10=fp0}, {@code 3: frame1: R1=ctx()}. */
    private static final Pattern STATE = Pattern.compile("^(\\d{1,9}): ((?:frame\\d+: )?R\\d+(?:_w)?=.*)$");
    /** {@code ; drop if msg.n > 3 @ search.sieve:6}. */
    private static final Pattern SOURCE = Pattern.compile("^; (.*) @ (.+):(\\d{1,9})$");
    /** {@code from 10 to 14 (speculative execution): R0=1}. */
    private static final Pattern BRANCH = Pattern
            .compile("^from (\\d{1,9}) to (\\d{1,9})(?: \\(speculative execution\\))?:.*$");
    /** {@code processed 12 insns (limit 1000000) max_states_per_insn 0 total_states 1 peak_states 1 mark_read 1}. */
    private static final Pattern PROCESSED = Pattern
            .compile("^processed (\\d{1,9}) insns \\(limit (\\d{1,9})\\) max_states_per_insn (\\d{1,9})"
                    + " total_states (\\d{1,9}) peak_states (\\d{1,9}).*$");
    /** {@code stack depth 16+0}, {@code stack depth 16 max 48}. */
    private static final Pattern STACK = Pattern.compile("^stack depth (\\d{1,6}(?:\\+\\d{1,6})*)(?: max \\d+)?$");
    /** {@code verification time 45 usec}. */
    private static final Pattern TIME = Pattern.compile("^verification time \\d+ usec$");
    private static final Pattern PROGRESS = Pattern.compile(
            "^(?:mark_precise: .*|(?:cur|old) state: .*|caller:|callee:|returning from callee:|to caller at \\d+:|\\d+: safe|\\d+: frame\\d+:.*"
                    + "|Validating \\w+\\(\\) func#\\d+\\.\\.\\.|func#\\d+ @\\d+|propagating .*"
                    + "|Live regs before insn:| *(?:\\d+ +)?\\d+: [.0-9]{10} .*|\\(\\d+\\) (?:frame \\d+ insn|live stack) .*"
                    + "|Func#\\d+ \\('.*'\\) is (?:global and assumed valid|safe for any args).*| *frame\\d+: .*)$");
    /** {@code Verification failed: Memory Safety: Access outside bounds}. */
    private static final Pattern FAILED = Pattern.compile("^Verification failed: ([^:]+): (.+)$");

    private VerifierLogParser() {
    }

    /** Any text at all, also an empty or cut one. */
    public static VerifierLog parse(String log) {
        List<LogLine> lines = new ArrayList<>();
        List<String> texts = log.lines().map(l -> LIBBPF.matcher(l).replaceFirst("")).map(VerifierLogParser::clean)
                .filter(l -> !FRAME.matcher(l).matches()).toList();
        texts.stream().filter(l -> !l.isBlank()).map(VerifierLogParser::line).forEach(lines::add);
        return new VerifierLog(lines, statistics(texts), explanation(texts));
    }

    /** Logs are C strings; what lies behind is not text. */
    private static String clean(String line) {
        int end = line.indexOf('\0');
        return (end < 0 ? line : line.substring(0, end)).stripTrailing();
    }

    private static LogLine line(String text) {
        Matcher instruction = INSTRUCTION.matcher(text);
        if (instruction.matches()) {
            return new LogLine.Instruction(text, number(instruction, 1), Integer.parseInt(instruction.group(2), 16),
                    instruction.group(3), instruction.group(4) == null ? "" : instruction.group(4));
        }
        Matcher state = STATE.matcher(text);
        if (state.matches()) {
            return new LogLine.State(text, number(state, 1), state.group(2));
        }
        Matcher branch = BRANCH.matcher(text);
        if (branch.matches()) {
            return new LogLine.Branch(text, number(branch, 1), number(branch, 2));
        }
        if (text.startsWith("; ")) {
            return source(text);
        }
        if (PROCESSED.matcher(text).matches() || STACK.matcher(text).matches() || TIME.matcher(text).matches()) {
            return new LogLine.Statistics(text);
        }
        return PROGRESS.matcher(text).matches() ? new LogLine.Progress(text) : new LogLine.Message(text);
    }

    private static LogLine source(String text) {
        Matcher source = SOURCE.matcher(text);
        return source.matches() ? new LogLine.Source(text, source.group(1), source.group(2), number(source, 3))
                : new LogLine.Source(text, text.substring(2), "", 0);
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static Optional<VerdictStatistics> statistics(List<String> texts) {
        List<Integer> stack = texts.stream().map(STACK::matcher).filter(Matcher::matches).findFirst()
                .map(m -> Stream.of(m.group(1).split("\\+")).map(Integer::valueOf).toList()).orElse(List.of());
        return texts.stream().map(PROCESSED::matcher).filter(Matcher::matches).reduce((_, last) -> last)
                .map(m -> new VerdictStatistics(number(m, 1), number(m, 2), number(m, 3), number(m, 4), number(m, 5),
                        stack));
    }

    private static Optional<KernelExplanation> explanation(List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            Matcher failed = FAILED.matcher(texts.get(i));
            if (failed.matches()) {
                List<String> rest = texts.subList(i + 1, texts.size());
                return Optional.of(new KernelExplanation(failed.group(1), failed.group(2), section(rest, "Reason:"),
                        section(rest, "Suggestion:")));
            }
        }
        return Optional.empty();
    }

    /** The indented lines behind a heading, joined. */
    private static String section(List<String> lines, String heading) {
        int at = lines.indexOf(heading);
        return at < 0 ? ""
                : String.join(" ", lines.subList(at + 1, lines.size()).stream().takeWhile(l -> l.startsWith(" "))
                        .map(String::strip).toList());
    }
}

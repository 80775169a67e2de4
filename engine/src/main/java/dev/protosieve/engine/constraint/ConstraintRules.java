package dev.protosieve.engine.constraint;

import com.google.protobuf.Descriptors.Descriptor;
import dev.protosieve.engine.rule.RuleParser;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.RuleChecker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules that drop what violates the constraints on a message. */
public final class ConstraintRules {

    private ConstraintRules() {
    }

    /** A constraint, and what filters can do about it. */
    public sealed interface Offer {

        Constraint constraint();
    }

    /**
     * A rule for it.
     *
     * @param line of a rule file: {@code "name string.min_len" drop if ...}
     */
    public record Drop(Constraint constraint, String line) implements Offer {
    }

    /** No rule; {@code why} is one sentence. */
    public record Left(Constraint constraint, String why) implements Offer {
    }

    /**
     * In the order of the schema. Takes about a millisecond for each constraint: every condition is checked as a rule file's is.
     *
     * @param message of that schema
     * @param labels of rules that are there already
     */
    public static List<Offer> of(Schema schema, Descriptor message, Set<String> labels) {
        List<Constraint> constraints = MessageConstraints.of(message);
        Set<String> taken = new HashSet<>(labels);
        StringBuilder file = new StringBuilder("schema \"-\"\nmessage " + message.getFullName()
                + "\nmatch udp.dst_port == 1\n");
        int head = (int) file.chars().filter(c -> c == '\n').count();
        List<String> lines = new ArrayList<>();
        for (Constraint constraint : constraints) {
            String line = constraint.violation() instanceof Constraint.When(String condition)
                    ? Literals.text(unused(constraint.label(), taken)) + " drop if " + condition : "";
            lines.add(line);
            file.append(line).append('\n');
        }
        Map<Integer, String> refused = refused(schema, new SourceText("constraints", file.toString()));
        List<Offer> offers = new ArrayList<>();
        for (int i = 0; i < constraints.size(); i++) {
            Constraint constraint = constraints.get(i);
            String why = constraint.violation() instanceof Constraint.Unknown(String reason) ? reason
                    : refused.getOrDefault(head + i + 1, "");
            offers.add(why.isEmpty() ? new Drop(constraint, lines.get(i)) : new Left(constraint, why));
        }
        return offers;
    }

    private static String unused(String label, Set<String> taken) {
        String name = label;
        for (int n = 2; !taken.add(name); n++) {
            name = label + " " + n;
        }
        return name;
    }

    /** By line, why it does not compile. */
    private static Map<Integer, String> refused(Schema schema, SourceText file) {
        List<Diagnostic> found = new ArrayList<>();
        RuleSyntax syntax = RuleParser.parse(file, found);
        found.addAll(new RuleChecker().check(syntax, schema).diagnostics());
        Map<Integer, String> refused = new HashMap<>();
        found.stream().filter(Diagnostic::isError)
                .forEach(d -> refused.putIfAbsent(d.place().line(), d.message()));
        return refused;
    }
}

package dev.protosieve.app.session;

import dev.protosieve.engine.rule.RulePrinter;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.RuleSyntax.Quoted;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Pasted rules whose labels differ from those in the file and from each other. */
public final class UniqueLabels {

    private UniqueLabels() {
    }

    /** The text of the pasted rules; a label that is taken gets a number. */
    public static String in(RuleSyntax pasted, List<Statement.Rule> beside) {
        Set<String> taken = new HashSet<>();
        beside.forEach(r -> r.label().map(Quoted::value).ifPresent(taken::add));
        StringBuilder text = new StringBuilder(pasted.source().content());
        int grown = 0;
        for (Statement.Rule rule : pasted.rules()) {
            Optional<Quoted> label = rule.label().filter(l -> !taken.add(l.value()));
            if (label.isPresent()) {
                String quoted = RulePrinter.quote(free(label.get().value(), taken));
                text.replace(label.get().span().start() + grown, label.get().span().end() + grown, quoted);
                grown += quoted.length() - label.get().span().length();
            }
        }
        return text.toString();
    }

    private static String free(String label, Set<String> taken) {
        int number = 2;
        while (!taken.add(label + " " + number)) {
            number++;
        }
        return label + " " + number;
    }
}

package dev.protosieve.app.designer;

import dev.protosieve.app.designer.RuleBlock.Problem;
import dev.protosieve.app.session.FieldUse;
import dev.protosieve.app.session.Gestures;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.typed.Cause;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a file says besides its rules.
 *
 * @param schemas paths as the file has them
 * @param message full name; empty without one
 * @param messages those that the schema has
 * @param match condition of the packets that are meant
 * @param verdicts for packets that no rule decides, in the order in which they are shown
 */
record Settings(List<String> schemas, String message, List<String> messages, String match, String framing,
        boolean observe, Map<Cause, String> verdicts, Remarks remarks, List<Problem> problems) {

    static final Settings NONE = new Settings(List.of(), "", List.of(), "", "datagram", false, Map.of(), Remarks.NONE,
            List.of());

    Settings {
        schemas = List.copyOf(schemas);
        messages = List.copyOf(messages);
        verdicts = Collections.unmodifiableMap(new LinkedHashMap<>(verdicts));
        problems = List.copyOf(problems);
    }

    static Settings of(RuleSyntax tree, Gestures gestures, Optional<Schema> schema, Remarks remarks,
            List<Problem> problems) {
        Map<Cause, String> verdicts = new LinkedHashMap<>();
        Gestures.FALLBACKS.forEach(cause -> verdicts.put(cause, gestures.verdictOf(cause)));
        List<String> paths = tree.statements().stream().filter(Statement.SchemaFile.class::isInstance)
                .map(s -> ((Statement.SchemaFile) s).path().value()).toList();
        String framing = tree.statements().stream().filter(Statement.Framing.class::isInstance)
                .map(s -> ((Statement.Framing) s).kind().text()).findFirst().orElse("datagram");
        List<String> known = schema.map(s -> s.messages().stream().map(m -> m.getFullName()).toList())
                .orElse(List.of());
        return new Settings(paths, FieldUse.messageName(tree).orElse(""), known, gestures.conditionOf(0), framing,
                gestures.isObserving(), verdicts, remarks, problems);
    }

    /** The word of the mode. */
    String mode() {
        return observe ? "observe" : "enforce";
    }

    /** What has to be chosen before there can be rules; empty when all is there. */
    String firstStep() {
        return schemas.isEmpty() ? "Rules are about the fields of a message. Open the schema that declares it"
                : message.isEmpty() ? "Choose the message that the rules are about, above" : "";
    }

    /** What a cause is, for tooltips. */
    static String meaning(Cause cause) {
        return switch (cause) {
            case MALFORMED -> "The bytes are no such message";
            case ERROR -> "A condition's value is an error, such as an overflow";
            case LIMIT -> "More tags, depth or bytes than the program can walk";
            case UNSEEN -> "The message is not whole in this packet";
            case DEFAULT -> "No rule has decided";
            case RULE -> "";
        };
    }
}

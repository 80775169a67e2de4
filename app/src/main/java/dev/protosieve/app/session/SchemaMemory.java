package dev.protosieve.app.session;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import dev.protosieve.engine.assist.Explainer;
import dev.protosieve.engine.assist.Scope;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.schema.ProtoIndex;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Remembers what a schema had before its files changed, to say on rules what happened to their fields. */
final class SchemaMemory {

    private static final Pattern NO_FIELD = Pattern.compile("message (\\S+) has no field '(\\S+)'");
    private static final Pattern NO_MESSAGE = Pattern.compile("the schema has no message '(\\S+)'");
    private static final Pattern WORD = Pattern.compile("\\b[A-Za-z_]\\w*\\b");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    private final Map<String, Gone> gone = new HashMap<>();
    private final Map<String, Retyped> retyped = new HashMap<>();
    private @Nullable Schema last;

    /** @param hint what has its place now; empty for nothing */
    private record Gone(String since, String hint) {
    }

    /** @param since the words that say when */
    private record Retyped(Shape before, Shape now, String since) {
    }

    /** The same diagnostics, with what became of fields and messages that they miss; and a warning where a type changed. */
    synchronized List<Diagnostic> explain(Optional<Schema> schema, Optional<RuleSyntax> rules,
            List<Diagnostic> found) {
        schema.ifPresent(this::compare);
        List<Diagnostic> explained = new ArrayList<>(found.stream().map(this::explained).toList());
        if (!retyped.isEmpty() && schema.isPresent() && rules.isPresent()) {
            warn(rules.get(), FieldUse.messageName(rules.get()).map(name -> Scope.of(schema.get(), name))
                    .orElse(Scope.NONE), explained);
        }
        return explained;
    }

    private void compare(Schema now) {
        Schema before = last;
        last = now;
        if (before == null || before == now) {
            return;
        }
        Set<Path> were = files(before);
        Set<Path> are = files(now);
        if (Collections.disjoint(were, are)) {
            if (!were.isEmpty() && !are.isEmpty()) {
                // another project, which may have messages of the same names
                gone.clear();
                retyped.clear();
            }
            return;
        }
        Map<String, Descriptor> messages = now.messages().stream()
                .collect(Collectors.toMap(Descriptor::getFullName, m -> m, (a, _) -> a));
        for (Descriptor old : before.messages()) {
            String since = since(before, old);
            Descriptor kept = messages.get(old.getFullName());
            if (kept == null && now.index().messages().contains(old.getFullName())) {
                continue; // it is there, and not linked now
            }
            if (kept == null) {
                gone.put(old.getFullName(), new Gone(since, ""));
            } else {
                gone.remove(old.getFullName());
                old.getFields().forEach(f -> compare(f, kept, since));
                kept.getFields().forEach(f -> gone.remove(f.getFullName()));
            }
        }
    }

    private static Set<Path> files(Schema schema) {
        return Stream.concat(schema.sources().values().stream(),
                schema.index().entries().stream().map(ProtoIndex.Entry::path)).collect(Collectors.toSet());
    }

    private void compare(FieldDescriptor before, Descriptor kept, String since) {
        FieldDescriptor now = kept.findFieldByName(before.getName());
        String name = before.getFullName();
        if (now == null) {
            FieldDescriptor heir = kept.findFieldByNumber(before.getNumber());
            gone.put(name, new Gone(since, heir == null ? ""
                    : "did you mean " + heir.getName() + "? It has the number " + heir.getNumber() + " now"));
        } else if (!Shape.of(before).equals(Shape.of(now))) {
            Retyped known = retyped.get(name);
            Shape first = known == null ? Shape.of(before) : known.before();
            if (first.equals(Shape.of(now))) {
                retyped.remove(name);
            } else {
                retyped.put(name, new Retyped(first, Shape.of(now), since));
            }
        }
    }

    /**
     * All that decides which bytes a rule reads as the field, and when it is there.
     *
     * @param presence in words
     */
    private record Shape(String type, int number, String presence) {

        static Shape of(FieldDescriptor field) {
            OneofDescriptor oneof = field.getRealContainingOneof();
            return new Shape(SchemaMemory.type(field), field.getNumber(), oneof != null ? "in oneof " + oneof.getName()
                    : field.hasPresence() ? "there or not" : "always there");
        }

        /** What differs from the other one. */
        String against(Shape other) {
            return !type.equals(other.type) ? type
                    : number != other.number ? "number " + number : presence;
        }
    }

    private static String type(FieldDescriptor field) {
        String scalar = switch (field.getJavaType()) {
            case MESSAGE -> field.getMessageType().getFullName();
            case ENUM -> field.getEnumType().getFullName();
            case INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING, BYTE_STRING ->
                field.getType().name().toLowerCase(Locale.ROOT);
        };
        return field.isMapField() ? "map<" + type(field.getMessageType().findFieldByNumber(1)) + ", "
                + type(field.getMessageType().findFieldByNumber(2)) + ">"
                : (field.isRepeated() ? "repeated " : "") + scalar;
    }

    /** {@code t.proto changed at 13:04}. */
    private static String since(Schema schema, Descriptor message) {
        Path file = schema.sources().get(message.getFile().getFullName());
        if (file == null) {
            return "the schema changed";
        }
        try {
            LocalTime time = LocalTime.ofInstant(Files.getLastModifiedTime(file).toInstant(), ZoneId.systemDefault());
            return file.getFileName() + " changed at " + CLOCK.format(time);
        } catch (IOException e) {
            return file.getFileName() + " went away";
        }
    }

    private Diagnostic explained(Diagnostic diagnostic) {
        Matcher field = NO_FIELD.matcher(diagnostic.message());
        Matcher message = NO_MESSAGE.matcher(diagnostic.message());
        String missing = field.matches() ? field.group(1) + "." + field.group(2)
                : message.matches() ? message.group(1) : "";
        Gone known = gone.get(missing);
        return known == null ? diagnostic : new Diagnostic(diagnostic.code(), diagnostic.severity(),
                diagnostic.place(), diagnostic.message() + "; it was there until " + known.since(),
                known.hint().isEmpty() ? diagnostic.hint() : known.hint());
    }

    private void warn(RuleSyntax rules, Scope scope, List<Diagnostic> into) {
        Set<String> names = retyped.keySet().stream().map(n -> n.substring(n.lastIndexOf('.') + 1))
                .collect(Collectors.toSet());
        for (Statement.Rule rule : rules.rules()) {
            Set<String> said = new HashSet<>();
            rule.condition().ifPresent(condition -> {
                Matcher word = WORD.matcher(condition.text());
                while (word.find()) {
                    Span span = new Span(word.start(), word.end()).shifted(condition.span().start());
                    Optional.of(word.group()).filter(names::contains).flatMap(_ -> changed(rules, span, scope))
                            .filter(w -> said.add(w.message())).ifPresent(into::add);
                }
            });
        }
    }

    /** What is said of the field whose name stands there. */
    private Optional<Diagnostic> changed(RuleSyntax rules, Span span, Scope scope) {
        String text = rules.source().content();
        Optional<FieldDescriptor> field = Explainer.field(text, span.start(), scope);
        return field.map(f -> retyped.get(f.getFullName())).map(change -> Diagnostic.warning("schema.type-changed",
                rules.source().place(span),
                field.get().getName() + " was " + change.before().against(change.now()) + " until " + change.since()
                        + ", and is " + change.now().against(change.before()) + " now",
                "see whether the rule still means what it should"));
    }
}

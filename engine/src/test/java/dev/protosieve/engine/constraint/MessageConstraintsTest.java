package dev.protosieve.engine.constraint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import build.buf.protovalidate.Config;
import build.buf.protovalidate.ValidationResult;
import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.Violation;
import build.buf.protovalidate.exceptions.ExecutionException;
import build.buf.protovalidate.exceptions.ValidationException;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.ExtensionRegistry;
import dev.protosieve.engine.constraint.Constraint.When;
import dev.protosieve.engine.oracle.ReferenceEvaluator;
import dev.protosieve.engine.rule.RuleParser;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.RuleChecker;
import dev.protosieve.engine.typed.TypedRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against protovalidate-java: constraint by constraint, message by message. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessageConstraintsTest {

    private static final int MESSAGES = 1_500;

    private Schema schema;

    @BeforeAll
    void open() {
        Outcome<Schema> opened = new SchemaLoader(ProtoCompiler.bundled())
                .open(List.of(Path.of("src/test/resources/constraints.proto")), List.of());
        assertTrue(opened instanceof Outcome.Ok, () -> opened.diagnostics() + "");
        schema = ((Outcome.Ok<Schema>) opened).value();
    }

    private Descriptor type(String name) {
        return schema.message("rules." + name).orElseThrow();
    }

    private Outcome<TypedRules> check(Descriptor type, String condition) {
        List<Diagnostic> found = new ArrayList<>();
        RuleSyntax syntax = RuleParser.parse(new SourceText("c.sieve", "schema \"constraints.proto\"\nmessage "
                + type.getFullName() + "\nmatch udp.dst_port == 9000\ndrop if " + condition + "\n"), found);
        return found.isEmpty() ? new RuleChecker().check(syntax, schema) : new Outcome.Failed<>(found);
    }

    /** Constraints that compile, by name, and what was said about the others. */
    private Map<String, List<ReferenceEvaluator>> judges(Descriptor type, Map<String, String> others) {
        Map<String, List<ReferenceEvaluator>> judges = new TreeMap<>();
        for (Constraint constraint : MessageConstraints.of(type)) {
            switch (constraint.violation()) {
                case Constraint.Unknown(String why) -> others.put(name(constraint), why);
                case When(String condition) -> {
                    switch (check(type, condition)) {
                        case Outcome.Ok<TypedRules> ok ->
                            judges.computeIfAbsent(name(constraint), _ -> new ArrayList<>())
                                    .add(new ReferenceEvaluator(ok.value()));
                        case Outcome.Failed<TypedRules>(List<Diagnostic> why) ->
                            others.put(name(constraint), condition + " : " + why.getFirst().format());
                    }
                }
            }
        }
        return judges;
    }

    private static String name(Constraint constraint) {
        return (constraint.path() + " " + constraint.id()).strip();
    }

    private Validator validator() {
        ExtensionRegistry extensions = ExtensionRegistry.newInstance();
        schema.files().stream().filter(f -> f.getFullName().endsWith("predefined.proto"))
                .flatMap(f -> f.getExtensions().stream()).forEach(extensions::add);
        return ValidatorFactory.newBuilder()
                .withConfig(Config.newBuilder().setExtensionRegistry(extensions).build()).build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Numbers", "Texts", "Part", "Others", "Own"})
    void filtersFindWhatProtovalidateFinds(String name) throws ValidationException {
        Descriptor type = type(name);
        Map<String, String> others = new TreeMap<>();
        Map<String, List<ReferenceEvaluator>> judges = judges(type, others);
        Validator validator = validator();
        long seed = Long.getLong("seed", System.nanoTime());
        RandomMessages random = new RandomMessages(new SplittableRandom(seed));
        Map<String, Integer> met = new TreeMap<>();
        int compared = 0;
        for (int i = 0; i < MESSAGES; i++) {
            DynamicMessage message = random.next(type, 3);
            Set<String> wanted;
            try {
                ValidationResult result = validator.validate(message);
                wanted = result.getViolations().stream().map(ConstraintComparison::name)
                        .filter(judges::containsKey).collect(Collectors.toCollection(TreeSet::new));
            } catch (ExecutionException _) {
                continue; // an error of one expression hides what the others find
            }
            Set<String> found = new TreeSet<>();
            judges.forEach((label, all) -> {
                if (all.stream().anyMatch(judge -> judge.decide(message.toByteArray()).cause() == Cause.RULE)) {
                    found.add(label);
                }
            });
            compared += judges.size();
            assertEquals(wanted, found, () -> "seed " + seed + "\n" + message);
            found.forEach(label -> met.merge(label, 1, Integer::sum));
        }
        System.out.printf(Locale.ROOT, "constraints: %s, seed %d, %d comparisons, %d constraints, %d left out: %s%n",
                name, seed, compared, judges.size(), others.size(), others);
        Set<String> silent = new TreeSet<>(judges.keySet());
        silent.removeAll(met.keySet());
        assertEquals(Set.of(), silent, "constraints that no message violated");
    }

    @Test
    void rulesHaveLinesWithNamesOfTheirOwn() {
        Descriptor type = type("Others");
        List<ConstraintRules.Offer> offers = ConstraintRules.of(schema, type, Set.of("needed required"));
        assertEquals(MessageConstraints.of(type), offers.stream().map(ConstraintRules.Offer::constraint).toList());
        List<String> lines = offers.stream().filter(ConstraintRules.Drop.class::isInstance)
                .map(offer -> ((ConstraintRules.Drop) offer).line()).toList();
        assertTrue(lines.contains("\"needed required 2\" drop if !has(msg.needed)"), lines::toString);
        List<Diagnostic> found = new ArrayList<>();
        RuleSyntax syntax = RuleParser
                .parse(new SourceText("c.sieve", "schema \"constraints.proto\"\nmessage rules.Others"
                        + "\nmatch udp.dst_port == 9000\n" + String.join("\n", lines) + "\n"), found);
        assertEquals(List.of(), found);
        assertEquals(List.of(), new RuleChecker().check(syntax, schema).diagnostics().stream()
                .filter(Diagnostic::isError).toList());
    }

    @Test
    void typesThatBranchEndWhereNobodyReadsOn(@TempDir Path folder) throws IOException {
        List<Constraint> found = ofBranches(folder, "(buf.validate.field).int32.gt = 3");
        assertEquals("too-many", found.getLast().id());
        assertEquals(1_001, found.size());
        assertEquals(List.of(), ofBranches(folder, "json_name = 'v'"));
        assertEquals("too-many", ofBranches(folder, "(buf.validate.field).ignore = IGNORE_ALWAYS").getLast().id());
    }

    // 2^40 ways lead to the last type
    private static List<Constraint> ofBranches(Path folder, String option) throws IOException {
        StringBuilder proto = new StringBuilder("syntax = 'proto3'; import 'buf/validate/validate.proto';\n");
        for (int i = 0; i < 40; i++) {
            proto.append("message N%d { N%d one = 1; N%d two = 2; }%n".formatted(i, i + 1, i + 1));
        }
        proto.append("message N40 { int32 v = 1 [").append(option).append("]; }\n");
        Path file = Files.writeString(folder.resolve("branches.proto"), proto);
        Outcome<Schema> opened = new SchemaLoader(ProtoCompiler.bundled()).open(List.of(file), List.of());
        Descriptor root = ((Outcome.Ok<Schema>) opened).value().message("N0").orElseThrow();
        return assertTimeoutPreemptively(Duration.ofMinutes(1), () -> MessageConstraints.of(root));
    }

    @Test
    void whatFiltersCannotJudgeIsSaidWithTheReason() {
        Map<String, String> others = new TreeMap<>();
        judges(type("Others"), others);
        judges(type("Texts"), others);
        judges(type("Own"), others);
        judges(type("Wrong"), others);
        assertEquals("its variable msg is taken here; give it another name", others.get("own.hidden"));
        assertEquals("its variable x1 is taken here; give it another name", others.get("keyed[] keyed.length"));
        assertEquals("its expression chooses between texts in a way that is not understood",
                others.get("mixed own.mixed"));
        assertEquals("it has a text of several lines", others.get("raw own.raw"));
        assertEquals("its variable this is taken here; give it another name", others.get("hides own.hides"));
        assertEquals("CEL has no time as far away as that", others.get("far timestamp.lt"));
        assertEquals("CEL has no time as far away as that", others.get("late timestamp.lt"));
        assertEquals("CEL has no time as far away as that", others.get("long duration.lte"));
        assertEquals("CEL has no time as far away as that", others.get("one_of duration.in"));
        assertEquals("filters have no function isEmail", others.get("mail own.mail"));
        assertEquals("its rules are those of string fields, which this is not", others.get("number string"));
        assertEquals("its rules are those of repeated fields, which this is not", others.get("single repeated"));
        assertEquals("its rules are those of int32 fields; for elements they belong into repeated.items",
                others.get("list int32"));
        assertEquals("filters know no date", others.get("now timestamp.lt_now"));
        assertEquals("filters cannot judge this format", others.get("ipv6 string.ipv6"));
        assertEquals("filters do not compare elements with each other", others.get("unique repeated.unique"));
        assertEquals("Part inside of Part is checked once, not at any depth", others.get("part.inner recursion"));
    }
}

package dev.protosieve.engine.constraint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import build.buf.protovalidate.Config;
import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.Violation;
import build.buf.protovalidate.exceptions.CompilationException;
import build.buf.protovalidate.exceptions.ExecutionException;
import build.buf.protovalidate.exceptions.ValidationException;
import build.buf.validate.FieldPathElement;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.constraint.ConstraintRules.Drop;
import dev.protosieve.engine.constraint.ConstraintRules.Left;
import dev.protosieve.engine.constraint.ConstraintRules.Offer;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.oracle.ReferenceEvaluator;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.target.TestPackets;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * All rules of a message at once, on wire bytes of random schemas: protovalidate-java, the oracle and a target.
 *
 * <p>{@code -Dseed=N} repeats a run, {@code -Dconstraint.types=N -Dconstraint.messages=N} makes it longer.
 */
public final class ConstraintComparison {

    private static final int TYPES = Integer.getInteger("constraint.types", 40);
    private static final int MESSAGES = Integer.getInteger("constraint.messages", 25);
    // cel-java takes an element UInt32Value of 2^31 and more for a negative number, and then says so
    private static final String SIGNED = "is outside the range for an unsigned long value";

    private final Validator validator = ValidatorFactory.newBuilder().build();
    // with elements that are wrappers the other one fails on a cast
    private final Validator byCel = ValidatorFactory.newBuilder()
            .withConfig(Config.newBuilder().setEnableNativeRules(false).build()).build();
    private final FilterTarget target;
    private int compared;
    private int dropped;
    private int failed;

    /**
     * The rules for one type.
     *
     * @param offered path and name of every constraint
     * @param judged of those for which there is a rule
     */
    private record Subject(Descriptor type, CompiledFilter filter, Set<String> offered, Set<String> judged,
            String shown) {

        static Subject of(Schema schema, Descriptor type, RulePipeline pipeline, Path folder,
                KernelFeatures features) {
            List<Offer> offers = ConstraintRules.of(schema, type, Set.of());
            String lines = offers.stream().filter(Drop.class::isInstance).map(o -> ((Drop) o).line() + "\n")
                    .collect(Collectors.joining());
            CompileReport report = pipeline.compile(
                    new SourceText("c.sieve", "schema \"random.binpb\"\nmessage " + type.getFullName()
                            + "\nmatch udp.dst_port == 9000\n" + lines),
                    folder, EmitOptions.of(Hook.XDP, features));
            String shown = shown(type) + lines;
            CompiledFilter filter = report.filter().orElseThrow(() -> new AssertionError(report + shown));
            Set<String> offered = offers.stream().map(Subject::name).collect(Collectors.toSet());
            Set<String> judged = new TreeSet<>(offered);
            offers.stream().filter(Left.class::isInstance).forEach(o -> judged.remove(name(o)));
            return new Subject(type, filter, offered, judged, shown);
        }

        private static String name(Offer offer) {
            return (offer.constraint().path() + " " + offer.constraint().id()).strip();
        }

        private static String shown(Descriptor type) {
            return type.getFields().stream()
                    .map(f -> f.toProto().getLabel() + " " + f.getType() + " " + f.getName() + " "
                            + TextFormat.printer().emittingSingleLine(true).printToString(RuleOptions.of(f)) + "\n")
                    .collect(Collectors.joining()) + RuleOptions.of(type) + "\n";
        }
    }

    public ConstraintComparison(FilterTarget target) {
        this.target = target;
    }

    /**
     * Fails on the first message of which they do not say the same.
     *
     * @param folder where the random schema is written
     */
    public void run(Path folder) throws IOException, ValidationException {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        SchemaLoader schemas = new SchemaLoader(ProtoCompiler.bundled());
        Schema schema = schema(schemas, random, folder);
        RulePipeline pipeline = new RulePipeline(schemas);
        RandomMessages messages = new RandomMessages(random);
        for (int i = 0; i < TYPES; i++) {
            Subject subject = Subject.of(schema, schema.message("random.M" + i).orElseThrow(), pipeline, folder,
                    target.features());
            LoadOutcome outcome = target.load(subject.filter);
            if (!(outcome instanceof LoadOutcome.Loaded(LoadedFilter loaded, var _))) {
                throw new AssertionError(target.name() + " refused, seed " + seed + "\n" + subject.shown + outcome);
            }
            try (loaded) {
                compare(subject, loaded, messages, random, "seed " + seed);
            }
        }
        System.out.printf(Locale.ROOT, "constraints: %s, seed %d, %d messages of %d types, %d dropped, %d failed%n",
                target.name(), seed, compared, TYPES, dropped, failed);
        assertTrue(dropped > compared / 10 && dropped < compared);
    }

    private static Schema schema(SchemaLoader schemas, SplittableRandom random, Path folder) throws IOException {
        Path set = folder.resolve("random.binpb");
        Files.write(set, FileDescriptorSet.newBuilder().addFile(new RandomConstraints(random).file(TYPES)).build()
                .toByteArray());
        Outcome<Schema> opened = schemas.open(List.of(set), List.of());
        assertTrue(opened instanceof Outcome.Ok, () -> opened.diagnostics() + "");
        return ((Outcome.Ok<Schema>) opened).value();
    }

    private void compare(Subject subject, LoadedFilter loaded, RandomMessages messages, SplittableRandom random,
            String seed) throws ValidationException {
        ReferenceEvaluator oracle = new ReferenceEvaluator(subject.filter.rules());
        TestPackets packets = TestPackets.of(subject.filter.rules(), 0).orElseThrow();
        for (int i = 0; i < MESSAGES; i++) {
            byte[] bytes = bytes(subject.type, messages, random);
            String what = seed + ", " + HexFormat.of().formatHex(bytes) + "\n" + subject.shown;
            Decision decision = oracle.decide(bytes);
            int entry = decision.cause() == Cause.RULE ? subject.filter.counters().rule(decision.rule())
                    : subject.filter.counters().cause(decision.cause());
            assertEquals(entry, loaded.run(packets.around(bytes)).entry(), () -> target.name() + ", " + what);
            try {
                judge(subject, decision, lastOfEachKey(DynamicMessage.parseFrom(subject.type, bytes)), what);
                compared++;
            } catch (InvalidProtocolBufferException | CompilationException _) {
                // a required field is missing, or the schema's own rules do not fit: protovalidate has no answer
            }
        }
    }

    private void judge(Subject subject, Decision decision, DynamicMessage message, String what)
            throws ValidationException {
        boolean whole = subject.judged.equals(subject.offered);
        Set<String> wanted;
        try {
            wanted = violations(message);
        } catch (ExecutionException failure) {
            failed++;
            assertTrue(!whole || decision.cause() != Cause.DEFAULT || failure.getMessage().contains(SIGNED),
                    () -> "not open where it fails: " + failure.getMessage() + ", " + what);
            return;
        }
        assertTrue(subject.offered.containsAll(wanted), () -> "nobody told of " + wanted + ", " + what);
        if (wanted.stream().anyMatch(subject.judged::contains)) {
            dropped++;
            assertEquals(Cause.RULE, decision.cause(), () -> wanted + ", " + what);
        } else if (whole || wanted.isEmpty()) {
            assertNotEquals(Cause.RULE, decision.cause(), () -> decision + ", " + what);
        }
    }

    private Set<String> violations(DynamicMessage message) throws ValidationException {
        List<Violation> found;
        try {
            found = validator.validate(message).getViolations();
        } catch (ClassCastException _) {
            found = byCel.validate(message).getViolations();
        }
        return found.stream().map(ConstraintComparison::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Two messages in a row merge; unknown fields are no fault. */
    private static byte[] bytes(Descriptor type, RandomMessages messages, SplittableRandom random) {
        ByteString bytes = messages.next(type, 3).toByteString();
        if (random.nextInt(4) == 0) {
            bytes = bytes.concat(messages.next(type, 2).toByteString());
        }
        return (random.nextInt(10) == 0 ? bytes.concat(ByteString.copyFrom(new byte[]{(byte) 0xf8, 0x7f, 1})) : bytes)
                .toByteArray();
    }

    /** As generated code has a map: DynamicMessage keeps all entries. */
    private static DynamicMessage lastOfEachKey(DynamicMessage message) {
        DynamicMessage.Builder built = message.toBuilder();
        message.getAllFields().forEach((field, value) -> {
            if (field.isMapField()) {
                FieldDescriptor key = field.getMessageType().findFieldByNumber(1);
                Map<Object, Object> entries = new LinkedHashMap<>();
                ((List<?>) value).forEach(e -> entries.put(((DynamicMessage) e).getField(key), e));
                built.setField(field, List.copyOf(entries.values()));
            }
        });
        return built.buildPartial();
    }

    /** The field that is at fault, and the rule that says so, as a {@link Constraint} names them. */
    static String name(Violation violation) {
        StringBuilder path = new StringBuilder();
        for (FieldPathElement element : violation.toProto().getField().getElementsList()) {
            path.append(path.isEmpty() ? "" : ".").append(element.getFieldName());
            if (element.getSubscriptCase() != FieldPathElement.SubscriptCase.SUBSCRIPT_NOT_SET) {
                path.append(violation.toProto().getForKey() ? "{key}" : "[]");
            }
        }
        return (path + " " + violation.toProto().getRuleId().replaceAll("_empty$", "")).strip();
    }
}

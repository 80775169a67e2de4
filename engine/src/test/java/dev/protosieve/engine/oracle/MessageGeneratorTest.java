package dev.protosieve.engine.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.RuleTexts;
import dev.protosieve.engine.typed.TypedRules;
import dev.protosieve.engine.typed.WalkLimits;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class MessageGeneratorTest {

    private static final String ALL = """
            message t.All
            match udp.dst_port == 9000
            drop if msg.text.contains("A") && msg.i32 > 100
            drop if msg.sub.sub.u64 == 7u || msg.s64 in [-1, 5]
            pass if msg.sub.leaf.name.startsWith("é") && msg.one_num < -3
            drop if !msg.flag && msg.dbl > 1.5 && msg.raw == b"\\xff"
            pass if msg.color == Color.BLUE && msg.one_sub.size != 3u
            pass if msg.f32 == 9u || msg.sf64 == 3 || msg.flt < -2.0 || msg.s32 == 77
            default drop
            """;
    private static final String OLD = """
            message old.Old
            match udp.dst_port == 9000
            drop if msg.text.endsWith("b") && msg.grp.n == 3
            pass if msg.grp.inner.grp.inner.level == Level.LOW
            drop if msg.limit < -100
            """;

    @Test
    void theSameSeedGivesTheSameMessages() {
        TypedRules rules = RuleTexts.typed(ALL);
        MessageGenerator one = MessageGenerator.of(rules, 42);
        MessageGenerator other = MessageGenerator.of(rules, 42);
        for (int i = 0; i < 200; i++) {
            assertArrayEquals(one.next(), other.next());
        }
        assertEquals(one.counts(), other.counts());
    }

    @Test
    void aQuarterIsBroken() {
        MessageGenerator generator = MessageGenerator.of(RuleTexts.typed(ALL), 1);
        for (int i = 0; i < 5000; i++) {
            generator.next();
        }
        long broken = generator.counts().entrySet().stream().filter(e -> e.getKey().breaks())
                .mapToLong(Map.Entry::getValue).sum();
        assertTrue(broken > 1000 && broken < 1500, generator.counts().toString());
    }

    @Test
    void rulesDecideAboutHalfOfTheMessages() {
        TypedRules rules = RuleTexts.typed(ALL);
        ReferenceEvaluator oracle = new ReferenceEvaluator(rules);
        MessageGenerator generator = MessageGenerator.of(rules, 7);
        Map<Cause, Integer> causes = new EnumMap<>(Cause.class);
        for (int i = 0; i < 2000; i++) {
            causes.merge(oracle.decide(generator.next()).cause(), 1, Integer::sum);
        }
        assertTrue(causes.get(Cause.RULE) > 600 && causes.get(Cause.RULE) < 1500, causes.toString());
        assertTrue(causes.get(Cause.MALFORMED) > 200, causes.toString());
        assertTrue(causes.get(Cause.LIMIT) > 10, causes.toString());
        assertTrue(causes.get(Cause.DEFAULT) > 200, causes.toString());
    }

    /** The audit and protobuf-java are independent readers: they may differ only where a correction is named. */
    @Test
    void auditAndLibraryDifferOnlyInNamedCorrections() {
        compare(RuleTexts.typed(ALL), 11, 8_000);
        compare(RuleTexts.typed(OLD), 12, 4_000);
    }

    private static void compare(TypedRules rules, long seed, int count) {
        WalkedTree tree = WalkedTree.of(rules.message(), rules.rules());
        Descriptor walked = WalkedTypes.of(tree);
        WireAudit audit = new WireAudit(tree, new WalkLimits(1 << 20, 90, 128));
        compare(audit, message -> parses(walked, ExtensionRegistry.getEmptyRegistry(), message),
                MessageGenerator.of(rules, seed), count);
    }

    private static void compare(WireAudit audit, Predicate<byte[]> library, MessageGenerator generator, int count) {
        for (int i = 0; i < count; i++) {
            byte[] message = generator.next();
            boolean accepted = library.test(message);
            boolean agree = switch (audit.audit(message)) {
                case WireAudit.Finding.Whole _ -> accepted;
                case WireAudit.Finding.Malformed(var flaw, var _) -> !accepted || flaw.isCorrection();
                case WireAudit.Finding.OverLimit _ -> true;
            };
            assertTrue(agree, () -> audit.audit(message) + " but accepted: " + accepted + ": "
                    + HexFormat.of().formatHex(message));
        }
    }

    /** With everything validated, the library parses by the message's own type, which it got from protoc. */
    @Test
    void auditOfWholeMessagesAndLibraryDifferOnlyInNamedCorrections() {
        compareWhole(RuleTexts.typed(ALL + "validate full\n"), 13, 8_000);
        compareWhole(RuleTexts.typed(OLD + "validate full\n"), 14, 4_000);
    }

    private static void compareWhole(TypedRules rules, long seed, int count) {
        ExtensionRegistry extensions = ExtensionRegistry.newInstance();
        for (FieldDescriptor field : rules.schema().extensions()) {
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                extensions.add(field, DynamicMessage.getDefaultInstance(field.getMessageType()));
            } else {
                extensions.add(field);
            }
        }
        WireAudit audit = new WireAudit(
                WalkedTree.whole(rules.message(), rules.rules(), Extensions.in(rules.schema())),
                new WalkLimits(1 << 20, 90, 128));
        compare(audit, message -> parses(rules.message(), extensions, message), MessageGenerator.of(rules, seed),
                count);
    }

    private static boolean parses(Descriptor type, ExtensionRegistry extensions, byte[] message) {
        try {
            DynamicMessage parsed = DynamicMessage.newBuilder(type).mergeFrom(message, extensions).buildPartial();
            return parsed.getDescriptorForType().equals(type);
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }
}

package dev.protosieve.bpf.differential;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.bpf.differential.Paths.Path;
import dev.protosieve.bpf.differential.RandomValues.Kind;
import dev.protosieve.bpf.differential.RuleFile.Atom;
import dev.protosieve.bpf.differential.RuleFile.Both;
import dev.protosieve.bpf.differential.RuleFile.Condition;
import dev.protosieve.bpf.differential.RuleFile.Not;
import dev.protosieve.bpf.differential.RuleFile.Rule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** Writes rule files as a person might, over any message type, in the parts of the language that filters compute. */
final class RandomRules {

    private static final Feature[] LANDED = Stream.of(Feature.values()).filter(Feature::landed)
            .toArray(Feature[]::new);

    private final Random random;
    private final Descriptor root;
    private final Paths paths;
    private final RandomValues values;
    private final RandomAtoms atoms;
    private final Set<Feature> used = EnumSet.noneOf(Feature.class);

    RandomRules(Random random, Descriptor root) {
        this.random = random;
        this.root = root;
        this.paths = new Paths(random, root);
        this.values = new RandomValues(random);
        this.atoms = new RandomAtoms(random, root, paths, values);
    }

    RuleFile file() {
        List<Rule> rules = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            rules.add(new Rule((random.nextInt(8) == 0 ? "off " : "") + action(), condition(2)));
        }
        boolean full = Feature.VALIDATE_FULL.landed() && random.nextInt(4) == 0;
        if (full) {
            used.add(Feature.VALIDATE_FULL);
        }
        return new RuleFile(root.getFullName(), rules, full, values.pick("drop", "pass"), values.pick("drop", "pass"));
    }

    /** What the file's conditions are made of. */
    Set<Feature> used() {
        return used;
    }

    private String action() {
        return switch (random.nextInt(10)) {
            case 0 -> "log";
            case 1 -> "sample 1/" + (1 + random.nextInt(5));
            case 2 -> "count" + (random.nextInt(4) == 0 ? "" : " by " + key());
            // no second token comes while a trial runs
            case 3 -> "limit 1/h burst " + (1 + random.nextInt(40)) + (random.nextBoolean() ? " per " + key() : "");
            case 4, 5, 6 -> "pass";
            default -> "drop";
        };
    }

    /** Something that packets can be told apart by; strings only where their octets are those that CEL sees. */
    private String key() {
        return switch (random.nextInt(6)) {
            case 0 -> values.pick("udp.length", "ip.version", "udp.length % 5", "ip.src", "ip.dst");
            case 1 -> condition(1).text();
            case 2 -> quotient();
            default -> paths.any(f -> Paths.isScalar(f) && RandomValues.kind(f) != Kind.DOUBLE
                    && (RandomValues.kind(f) != Kind.STRING || f.needsUtf8Check())).map(Path::text)
                    .orElse("udp.length");
        };
    }

    /** Often a division by zero. */
    private String quotient() {
        return paths.any(f -> Paths.isScalar(f) && RandomValues.kind(f) == Kind.INT)
                .map(p -> "udp.length / " + p.text()).orElse("100 / (udp.length % 3)");
    }

    private Condition condition(int depth) {
        if (depth > 0 && random.nextInt(2) == 0) {
            return switch (random.nextInt(Feature.CHOICE.landed() ? 4 : 3)) {
                case 0 -> new Both("&&", condition(depth - 1), condition(depth - 1));
                case 1 -> new Both("||", condition(depth - 1), condition(depth - 1));
                case 2 -> new Not(condition(depth - 1));
                default -> {
                    used.add(Feature.CHOICE);
                    yield new RuleFile.Choice(condition(depth - 1), condition(depth - 1), condition(depth - 1));
                }
            };
        }
        if (random.nextInt(3) == 0) {
            Feature feature = LANDED[random.nextInt(LANDED.length)];
            Optional<String> text = atoms.of(feature);
            if (text.isPresent()) {
                used.add(feature);
                return new Atom(text.get());
            }
        }
        return new Atom(paths.any(Paths::isScalar).map(this::plain)
                .orElseGet(() -> values.pick("udp.length > 20", "ip.version == 4")));
    }

    private String plain(Path path) {
        FieldDescriptor field = path.field();
        String name = path.text();
        Kind kind = RandomValues.kind(field);
        return switch (kind) {
            case BOOL -> name;
            case STRING -> string(name, field);
            case BYTES, ENUM -> name + atoms.relation() + values.constant(field);
            case DOUBLE, INT, UINT -> name + atoms.relation() + other(field, kind);
            case MESSAGE -> throw new AssertionError("paths end at values");
        };
    }

    private String string(String name, FieldDescriptor field) {
        return switch (random.nextInt(5)) {
            case 0 -> name + atoms.relation() + values.constant(field);
            case 1 -> name + ".startsWith(" + values.constant(field) + ")";
            case 2 -> name + ".endsWith(" + values.constant(field) + ")";
            default -> name + ".contains(" + values.constant(field) + ")";
        };
    }

    /** A constant, or now and then another field of the same CEL type. */
    private String other(FieldDescriptor field, Kind kind) {
        Optional<Path> other = random.nextInt(4) > 0 ? Optional.empty()
                : paths.any(f -> Paths.isScalar(f) && RandomValues.kind(f) == kind);
        return other.map(Path::text).orElseGet(() -> values.constant(field));
    }
}

package dev.protosieve.engine.typed;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.Expr.Literal;
import dev.protosieve.engine.typed.Expr.Quantifier;
import dev.protosieve.engine.typed.Expr.Relation;
import dev.protosieve.engine.typed.Value.Place;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Goes from message to field, from list to element and from map to value; each step is one method. */
final class PlaceBuilder {

    /** Field numbers in the entries of maps (protobuf encoding page, "Maps"). */
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final String ORDINARY = "read fields and extensions of messages without message_set_wire_format";

    private final Schema schema;
    private final Findings findings;
    private final TestBuilder tests;
    private final Predicate<Place> isLookedAt;

    /** @param isLookedAt whether a way from the message leads into a list whose elements are just being looked at */
    PlaceBuilder(Schema schema, TestBuilder tests, Findings findings, Predicate<Place> isLookedAt) {
        this.schema = schema;
        this.tests = tests;
        this.findings = findings;
        this.isLookedAt = isLookedAt;
    }

    /** {@code holder.name}; null when something was reported. */
    @Nullable Value field(Value holder, String name, Span span) {
        return switch (holder) {
            case Value.Message message -> field(message, name, span);
            case Value.Entries map -> entry(map, new Literal(span, ExprType.STRING, name), span);
            case Value.Plain _, Value.Nullable _, Value.Null _, Value.Elements _, Value.Address _, Value.Network _ ->
                unsupported(span, "'" + name + "' is no field of this", "name a field of a message");
        };
    }

    private @Nullable Value field(Value.Message message, String name, Span span) {
        Optional<FieldDescriptor> field = find(message.type(), name);
        if (field.isEmpty()) {
            return unsupported(span, "'" + name + "' is no field of " + message.type().getFullName(),
                    "only fields of the message can be read");
        }
        if (isInMessageSet(field.get())) {
            return unsupported(span, inMessageSet(field.get()), ORDINARY);
        }
        Place place = message.place().then(field.get());
        if (!place.inElement() && isLookedAt.test(place)) {
            findings.error("outside-element", span, "'" + name + "' cannot be read as a whole while its elements are"
                    + " looked at one by one", "ask in a condition of its own and combine with &&");
            return null;
        }
        return held(place, span);
    }

    /** protobuf-java keeps what is in a message set as bytes, which it parses when somebody asks (LazyField). */
    private static boolean isInMessageSet(FieldDescriptor field) {
        return field.getContainingType().getOptions().getMessageSetWireFormat();
    }

    private static String inMessageSet(FieldDescriptor field) {
        return field.getFullName() + " lies in a message set, whose items filters do not look into";
    }

    /** By its name, or for an extension by its full name. */
    private Optional<FieldDescriptor> find(Descriptor type, String name) {
        return Optional.ofNullable(type.findFieldByName(name)).or(() -> schema.extension(name)
                .filter(e -> e.getContainingType().getFullName().equals(type.getFullName())));
    }

    /** What a field holds. */
    private @Nullable Value held(Place place, Span span) {
        FieldDescriptor field = place.last();
        if (field.isMapField()) {
            return new Value.Entries(span, place);
        }
        return field.isRepeated() ? new Value.Elements(span, place) : one(place, span, true);
    }

    /**
     * One value, also of a repeated field or of an entry.
     *
     * @param mayBeNull whether a wrapper message that is not set is null; in lists and maps it is not
     */
    private @Nullable Value one(Place place, Span span, boolean mayBeNull) {
        FieldDescriptor field = place.last();
        Optional<ExprType> type = FieldTypes.of(field);
        if (type.isPresent()) {
            return plain(place, span, new Expr.Field(span, type.get(), place.path()));
        }
        Descriptor message = field.getMessageType();
        if (field.getType() == FieldDescriptor.Type.GROUP && WellKnown.of(message) != WellKnown.NONE) {
            return unsupported(span, field.getName() + " is a " + message.getFullName() + " in the encoding of groups,"
                    + " which CEL does not take for a value",
                    "set [features.message_encoding = LENGTH_PREFIXED] at the field");
        }
        return switch (WellKnown.of(message)) {
            case NONE -> new Value.Message(span, place, message);
            case WRAPPER -> {
                FieldDescriptor inner = message.findFieldByName("value");
                Expr value = place.reach(span,
                        new Expr.Field(span, FieldTypes.of(inner).orElseThrow(), place.path().then(inner)));
                yield mayBeNull ? new Value.Nullable(place.reach(span, new Expr.Has(span, place.path())), value)
                        : new Value.Plain(value);
            }
            case TIMESTAMP -> time(place, span, ExprType.TIMESTAMP);
            case DURATION -> time(place, span, ExprType.DURATION);
            case DYNAMIC -> unsupported(span, "values of " + message.getFullName() + " are not supported",
                    "use a field of a plain type");
        };
    }

    private static Value plain(Place place, Span span, Expr expr) {
        return new Value.Plain(place.reach(span, expr));
    }

    private static Value time(Place place, Span span, ExprType type) {
        Descriptor message = place.last().getMessageType();
        FieldPath path = place.path();
        return new Value.Plain(new Expr.Time(span, type, part(place, span, path.then(message.findFieldByNumber(1))),
                part(place, span, path.then(message.findFieldByNumber(2)))));
    }

    private static Expr part(Place place, Span span, FieldPath path) {
        return place.reach(span, new Expr.Field(span, ExprType.INT, path));
    }

    /** {@code list[index]}. */
    @Nullable Value element(Value.Elements list, Expr index, Span span) {
        Place place = list.place();
        Expr here = tests.compare(index.span(), Relation.EQ, new Expr.Position(list.span(), place.path()), index);
        return here == null ? null : one(place.choosing(here), span, false);
    }

    /** {@code map[key]}. */
    @Nullable Value entry(Value.Entries map, Expr key, Span span) {
        Expr here = keyIs(map, key, span);
        return here == null ? null : value(new Value.Entries(map.span(), map.place().choosing(here)), span);
    }

    /** The value of the entry that is looked at. */
    @Nullable Value value(Value.Entries map, Span span) {
        return one(map.place().then(map.place().last().getMessageType().findFieldByNumber(VALUE)), span, false);
    }

    /** The key of the entry that is looked at. */
    static Expr.Field key(Value.Entries map, Span span) {
        FieldDescriptor key = map.place().last().getMessageType().findFieldByNumber(KEY);
        return new Expr.Field(span, FieldTypes.of(key).orElseThrow(), map.place().path().then(key));
    }

    private @Nullable Expr keyIs(Value.Entries map, Expr key, Span span) {
        return tests.compare(span, Relation.EQ, key(map, span), key);
    }

    /** {@code key in map}. */
    @Nullable Expr hasKey(Value.Entries map, Expr key, Span span) {
        Expr here = keyIs(map, key, span);
        return here == null ? null
                : map.place().reach(span, new Expr.Quantified(span, Quantifier.EXISTS, map.place().path(), here));
    }

    /** The element of the list that is looked at. */
    @Nullable Value elementOf(Value.Elements list, Span span) {
        return one(list.place().element(), span, false);
    }

    /** {@code has(holder.name)}; null when something was reported. */
    @Nullable Expr has(Value holder, String name, Span span) {
        if (holder instanceof Value.Entries map) {
            return hasKey(map, new Literal(span, ExprType.STRING, name), span);
        }
        if (!(holder instanceof Value.Message message)) {
            findings.error("unsupported", span, "has() asks for a field of a message", "write has(msg.field)");
            return null;
        }
        Optional<FieldDescriptor> field = find(message.type(), name);
        if (field.isEmpty()) {
            findings.error("unsupported", span, "'" + name + "' is no field of " + message.type().getFullName(),
                    "only fields of the message can be read");
            return null;
        }
        if (isInMessageSet(field.get())) {
            findings.error("unsupported", span, inMessageSet(field.get()), ORDINARY);
            return null;
        }
        Place place = message.place().then(field.get());
        return place.reach(span, field.get().isRepeated()
                ? new Expr.Quantified(span, Quantifier.EXISTS, place.path(), new Literal(span, ExprType.BOOL, true))
                : new Expr.Has(span, place.path()));
    }

    private @Nullable Value unsupported(Span span, String what, String instead) {
        findings.error("unsupported", span, what, instead);
        return null;
    }
}

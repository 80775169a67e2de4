package dev.protosieve.engine.typed;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.wire.IpNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a part of a condition stands for. Only {@link Plain} can be computed; the others are on the way to one. */
sealed interface Value {

    Span span();

    /** A value of one of CEL's scalar types. */
    record Plain(Expr expr) implements Value {
        @Override
        public Span span() {
            return expr.span();
        }
    }

    /**
     * A wrapper message (google.protobuf.Int32Value and its like), which is null when it is not set.
     *
     * @param present whether it is set
     * @param expr its value if so
     */
    record Nullable(Expr present, Expr expr) implements Value {
        @Override
        public Span span() {
            return expr.span();
        }
    }

    /** {@code null}. */
    record Null(Span span) implements Value {
    }

    /** A message, of which a field may be named. */
    record Message(Span span, Place place, Descriptor type) implements Value {
    }

    /** An IP address: a packet variable, or a constant. */
    record Address(Span span, Optional<HeaderField> field, Optional<IpNetwork> constant) implements Value {
    }

    /** An IP network. */
    record Network(Span span, IpNetwork network) implements Value {
    }

    /** A repeated field. */
    record Elements(Span span, Place place) implements Value {
    }

    /** A map field. */
    record Entries(Span span, Place place) implements Value {
    }

    /**
     * A way from the message to a value.
     *
     * @param fields from the root on; empty for the message itself
     * @param chosen which elements of the repeated fields on the way are meant, from the outermost on
     * @param inElement whether the way begins at the element that a macro looks at, which {@code fields} lead to as well
     */
    record Place(List<FieldDescriptor> fields, List<Chosen> chosen, boolean inElement) {

        static final Place ROOT = new Place(List.of(), List.of(), false);

        public Place {
            fields = List.copyOf(fields);
            chosen = List.copyOf(chosen);
        }

        Place then(FieldDescriptor field) {
            List<FieldDescriptor> longer = new ArrayList<>(fields);
            longer.add(field);
            return new Place(longer, chosen, inElement);
        }

        /** The same way, through the element for which {@code when} holds. */
        Place choosing(Expr when) {
            List<Chosen> more = new ArrayList<>(chosen);
            more.add(new Chosen(path(), when));
            return new Place(fields, more, inElement);
        }

        /** The element that a macro looks at. */
        Place element() {
            return new Place(fields, List.of(), true);
        }

        FieldPath path() {
            return new FieldPath(fields);
        }

        FieldDescriptor last() {
            return fields.getLast();
        }

        /** What the expression, which looks at those elements, is for the message. */
        Expr reach(Span span, Expr expr) {
            Expr reached = expr;
            for (Chosen step : chosen.reversed()) {
                reached = new Expr.Pick(span, step.list, step.when, reached);
            }
            return reached;
        }
    }

    /** One element of a list. */
    record Chosen(FieldPath list, Expr when) {
    }
}

package dev.protosieve.engine.constraint;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.function.UnaryOperator;

/**
 * Where a value is.
 *
 * @param path for people
 * @param cel how a condition there names it
 * @param around from a fault there to a fault of the whole message: where the value must be there, and what it is an element of
 * @param depth how many macros are open
 */
record Site(String path, String cel, UnaryOperator<Cel> around, int depth) {

    static final Site MESSAGE = new Site("", "msg", UnaryOperator.identity(), 0);

    Site field(FieldDescriptor field) {
        String name = field.getType() == FieldDescriptor.Type.GROUP ? field.getMessageType().getName().toLowerCase(
                java.util.Locale.ROOT) : field.getName();
        return new Site(named(name).path, cel + "." + name, around, depth);
    }

    /** The same value under a name inside of it. */
    Site named(String name) {
        return new Site(path.isEmpty() ? name : path + "." + name, cel, around, depth);
    }

    /** The same place, looked at under a condition. */
    Site when(Cel condition) {
        return new Site(path, cel, fault -> around.apply(Cel.and(condition, fault)), depth);
    }

    /** Any element of the list here, or any key of the map. */
    Site any(String suffix) {
        String variable = "x" + (depth + 1);
        return new Site(path + suffix, variable,
                fault -> around.apply(Cel.tight(cel + ".exists(" + variable + ", " + fault.text() + ")")), depth + 1);
    }

    /** The value of the key that this is, in that map. */
    Site valueIn(Site map) {
        return new Site(map.path + "[]", map.cel + "[" + cel + "]", around, depth);
    }

    Cel present() {
        return Cel.tight("has(" + cel + ")");
    }

    Constraint constraint(Demand demand) {
        return new Constraint(path, demand.id(), demand.words(),
                demand.fault().<Constraint.Violation>map(f -> new Constraint.When(around.apply(f).text()))
                        .orElseGet(() -> new Constraint.Unknown(demand.why())));
    }
}

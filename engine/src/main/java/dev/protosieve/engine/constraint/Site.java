package dev.protosieve.engine.constraint;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.schema.FieldPath;
import java.util.function.UnaryOperator;

/**
 * Where a value is.
 *
 * @param path for people
 * @param cel how a condition there names it
 * @param around from a fault there to a fault of the whole message: where the value must be there, and what it is an element of
 * @param depth how many macros are open
 * @param why no condition can say what is wrong there; empty when one can
 */
record Site(String path, String cel, UnaryOperator<Cel> around, int depth, String why) {

    static final Site MESSAGE = new Site("", "msg", UnaryOperator.identity(), 0, "");

    Site field(FieldDescriptor field) {
        return new Site(named(field.getName()).path, cel + "." + FieldPath.written(field), around, depth, why);
    }

    /** The same value under a name inside of it. */
    Site named(String name) {
        return new Site(path.isEmpty() ? name : path + "." + name, cel, around, depth, why);
    }

    /** The same place, looked at under a condition. */
    Site when(Cel condition) {
        return new Site(path, cel, fault -> around.apply(Cel.and(condition, fault)), depth, why);
    }

    /** The same place, of which no condition can tell. */
    Site unknown(String reason) {
        return new Site(path, cel, around, depth, reason);
    }

    /** Any element of the list here, or any key of the map. */
    Site any(String suffix) {
        String variable = "x" + (depth + 1);
        return new Site(path + suffix, variable,
                fault -> around.apply(Cel.tight(cel + ".exists(" + variable + ", " + fault.text() + ")")), depth + 1,
                why);
    }

    /** The value of the key that this is, in that map. */
    Site valueIn(Site map) {
        return new Site(map.path + "[]", map.cel + "[" + cel + "]", around, depth, why);
    }

    Cel present() {
        return Cel.tight("has(" + cel + ")");
    }

    Constraint constraint(Demand demand) {
        return new Constraint(path, demand.id(), demand.words(), why.isEmpty() ? violation(demand)
                : new Constraint.Unknown(why));
    }

    private Constraint.Violation violation(Demand demand) {
        return demand.fault().<Constraint.Violation>map(f -> new Constraint.When(around.apply(f).text()))
                .orElseGet(() -> new Constraint.Unknown(demand.why()));
    }
}

package dev.protosieve.engine.oracle;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.cel.common.CelOptions;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import dev.cel.runtime.standard.GreaterEqualsOperator.GreaterEqualsOverload;
import dev.cel.runtime.standard.GreaterOperator.GreaterOverload;
import dev.cel.runtime.standard.InOperator.InOverload;
import dev.cel.runtime.standard.LessEqualsOperator.LessEqualsOverload;
import dev.cel.runtime.standard.LessOperator.LessOverload;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Where cel-java is not the truth and the CEL language definition wins; for protobuf-java see {@link WireAudit.Flaw}.
 *
 * <ul>
 * <li>Strings are ordered by code point ("Ordering"); cel-java compares UTF-16 units, which puts U+1F600 before U+FFFD.
 * <li>A NaN equals nothing ("Equality"); cel-java finds a value equal to itself before it looks what it is, also when it looks for it in a list.
 * </ul>
 */
final class SpecCorrections {

    private static final Set<Object> STRING_ORDER = Set.of(LessOverload.LESS_STRING,
            LessEqualsOverload.LESS_EQUALS_STRING, GreaterOverload.GREATER_STRING,
            GreaterEqualsOverload.GREATER_EQUALS_STRING);

    private SpecCorrections() {
    }

    /** cel-java's standard runtime with the corrected functions in place of its own. */
    static CelRuntime runtime() {
        return runtime(List.of());
    }

    /** @param files where extensions are declared */
    static CelRuntime runtime(Iterable<FileDescriptor> files) {
        CelStandardFunctions kept = CelStandardFunctions.newBuilder()
                .filterFunctions((function, overload) -> function != StandardFunction.EQUALS
                        && function != StandardFunction.NOT_EQUALS && overload != InOverload.IN_LIST
                        && !STRING_ORDER.contains(overload))
                .build();
        return CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(CelOptions.current().build())
                .setStandardEnvironmentEnabled(false).setStandardFunctions(kept).addFileTypes(files)
                .addFunctionBindings(
                        CelFunctionBinding.from("equals", Object.class, Object.class, SpecCorrections::equal),
                        CelFunctionBinding.from("not_equals", Object.class, Object.class, (a, b) -> !equal(a, b)),
                        CelFunctionBinding.from("in_list", Object.class, List.class, SpecCorrections::isIn),
                        order("less_string", o -> o < 0), order("less_equals_string", o -> o <= 0),
                        order("greater_string", o -> o > 0), order("greater_equals_string", o -> o >= 0))
                .build();
    }

    private static CelFunctionBinding order(String overload, IntPredicate holds) {
        return CelFunctionBinding.from(overload, String.class, String.class, (a, b) -> holds.test(byCodePoint(a, b)));
    }

    /** The order of UTF-8's octets is that of the code points (RFC 3629 section 1). */
    private static int byCodePoint(String a, String b) {
        return ByteString.unsignedLexicographicalComparator().compare(ByteString.copyFromUtf8(a),
                ByteString.copyFromUtf8(b));
    }

    private static boolean isIn(Object value, List<?> list) {
        return list.stream().anyMatch(e -> equal(e, value));
    }

    /** Of two values of one scalar type, which is all that checked rules compare. */
    private static boolean equal(Object a, Object b) {
        return a instanceof Double x && b instanceof Double y ? x.doubleValue() == y.doubleValue() : a.equals(b);
    }
}

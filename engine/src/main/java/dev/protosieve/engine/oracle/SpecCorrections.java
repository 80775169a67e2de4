package dev.protosieve.engine.oracle;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.re2j.Pattern;
import dev.cel.common.CelOptions;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import dev.cel.runtime.standard.BytesFunction.BytesOverload;
import dev.cel.runtime.standard.GreaterEqualsOperator.GreaterEqualsOverload;
import dev.cel.runtime.standard.GreaterOperator.GreaterOverload;
import dev.cel.runtime.standard.InOperator.InOverload;
import dev.cel.runtime.standard.LessEqualsOperator.LessEqualsOverload;
import dev.cel.runtime.standard.LessOperator.LessOverload;
import dev.cel.runtime.standard.MatchesFunction.MatchesOverload;
import dev.cel.runtime.standard.SizeFunction.SizeOverload;
import dev.cel.runtime.standard.StringFunction.StringOverload;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Where cel-java is not the truth and the CEL language definition wins; for protobuf-java see {@link WireAudit.Flaw} and
 * {@link WalkedValues}.
 *
 * <ul>
 * <li>Strings are ordered by code point ("Ordering"); cel-java compares UTF-16 units, which puts U+1F600 before U+FFFD.
 * <li>A NaN equals nothing ("Equality"); cel-java finds a value equal to itself before it looks what it is, also when it looks
 * for it in a list.
 * <li>Octets of a string that are no UTF-8 (proto2) have no code points, so that order, size and matches are errors ("Strings");
 * cel-java sees what protobuf-java decodes them to. See {@link LooseText}.
 * <li>The octets of a BytesValue are bytes as others are; cel-java compares two types that are never equal, and
 * converts one only.
 * <li>A point or span of time that has no value is an error where it is compared ("Logical Operators", "Macros": an error in one
 * element is absorbed by another one); cel-java converts lists while it runs through them and maps as a whole, so that one
 * element spoils all. So times stay messages here until they are compared.
 * </ul>
 */
final class SpecCorrections {

    private static final Set<Object> ORDERS = Set.of(LessOverload.LESS_STRING, LessOverload.LESS_TIMESTAMP,
            LessOverload.LESS_DURATION, LessEqualsOverload.LESS_EQUALS_STRING,
            LessEqualsOverload.LESS_EQUALS_TIMESTAMP, LessEqualsOverload.LESS_EQUALS_DURATION,
            GreaterOverload.GREATER_STRING, GreaterOverload.GREATER_TIMESTAMP, GreaterOverload.GREATER_DURATION,
            GreaterEqualsOverload.GREATER_EQUALS_STRING, GreaterEqualsOverload.GREATER_EQUALS_TIMESTAMP,
            GreaterEqualsOverload.GREATER_EQUALS_DURATION, LessOverload.LESS_BYTES,
            LessEqualsOverload.LESS_EQUALS_BYTES,
            GreaterOverload.GREATER_BYTES, GreaterEqualsOverload.GREATER_EQUALS_BYTES);

    private static final Set<Object> TEXTS = Set.of(SizeOverload.SIZE_STRING, SizeOverload.STRING_SIZE,
            SizeOverload.SIZE_BYTES,
            SizeOverload.BYTES_SIZE, BytesOverload.BYTES_TO_BYTES, StringOverload.BYTES_TO_STRING,
            MatchesOverload.MATCHES, MatchesOverload.MATCHES_STRING);

    private SpecCorrections() {
    }

    /** cel-java's standard runtime with the corrected functions in place of its own. */
    static CelRuntime runtime() {
        return runtime(List.of());
    }

    /** @param files where extensions are declared */
    @SuppressWarnings("deprecation") // the only way to get times as messages
    static CelRuntime runtime(Iterable<FileDescriptor> files) {
        CelStandardFunctions kept = CelStandardFunctions.newBuilder()
                .filterFunctions((function, overload) -> function != StandardFunction.EQUALS
                        && function != StandardFunction.NOT_EQUALS && overload != InOverload.IN_LIST
                        && !TEXTS.contains(overload)
                        && !ORDERS.contains(overload))
                .build();
        return PacketFunctions.addTo(CelRuntimeFactory.standardCelRuntimeBuilder())
                .setOptions(timesAsMessages())
                .setStandardEnvironmentEnabled(false).setStandardFunctions(kept).addFileTypes(files)
                .addFunctionBindings(
                        CelFunctionBinding.from("equals", Object.class, Object.class, SpecCorrections::equal),
                        CelFunctionBinding.from("not_equals", Object.class, Object.class, (a, b) -> !equal(a, b)),
                        CelFunctionBinding.from("in_list", Object.class, List.class,
                                (value, list) -> isIn(value, (List<?>) list)),
                        CelFunctionBinding.from("size_string", String.class, SpecCorrections::size),
                        CelFunctionBinding.from("string_size", String.class, SpecCorrections::size),
                        CelFunctionBinding.from("size_bytes", Object.class, b -> (long) bytes(b).size()),
                        CelFunctionBinding.from("bytes_size", Object.class, b -> (long) bytes(b).size()),
                        CelFunctionBinding.from("bytes_to_bytes", Object.class, SpecCorrections::bytes),
                        CelFunctionBinding.from("bytes_to_string", Object.class, SpecCorrections::text),
                        CelFunctionBinding.from("matches", String.class, String.class, SpecCorrections::matches),
                        CelFunctionBinding.from("matches_string", String.class, String.class,
                                SpecCorrections::matches))
                .addFunctionBindings(order("string", String.class, SpecCorrections::byCodePoint))
                .addFunctionBindings(order("bytes", Object.class, Comparator.comparing(SpecCorrections::bytes,
                        CelByteString.unsignedLexicographicalComparator())))
                .addFunctionBindings(order("timestamp", Timestamp.class, Comparator.comparing(SpecCorrections::point)))
                .addFunctionBindings(order("duration", Duration.class, Comparator.comparing(SpecCorrections::span)))
                .build();
    }

    /** The option is there for users of older versions; nothing else keeps cel-java from converting lists and maps. */
    @SuppressWarnings("deprecation")
    private static CelOptions timesAsMessages() {
        return CelOptions.current().evaluateCanonicalTypesToNativeValues(false).build();
    }

    /** The four overloads for a type. */
    private static <T> List<CelFunctionBinding> order(String name, Class<T> type, Comparator<T> order) {
        List<CelFunctionBinding> overloads = new ArrayList<>();
        overloads.add(CelFunctionBinding.from("less_" + name, type, type, (a, b) -> order.compare(a, b) < 0));
        overloads.add(CelFunctionBinding.from("less_equals_" + name, type, type, (a, b) -> order.compare(a, b) <= 0));
        overloads.add(CelFunctionBinding.from("greater_" + name, type, type, (a, b) -> order.compare(a, b) > 0));
        overloads.add(
                CelFunctionBinding.from("greater_equals_" + name, type, type, (a, b) -> order.compare(a, b) >= 0));
        return overloads;
    }

    private static long size(String text) {
        return LooseText.checked(text).codePointCount(0, text.length());
    }

    private static String text(Object octets) {
        return LooseText.checked(LooseText.of(ByteString.copyFrom(bytes(octets).toByteArray())));
    }

    private static boolean matches(String text, String pattern) {
        return Pattern.compile(pattern).matcher(LooseText.checked(text)).find();
    }

    /** The order of UTF-8's octets is that of the code points (RFC 3629 section 1). */
    private static int byCodePoint(String a, String b) {
        return ByteString.unsignedLexicographicalComparator().compare(ByteString.copyFromUtf8(LooseText.checked(a)),
                ByteString.copyFromUtf8(LooseText.checked(b)));
    }

    /** As cel-java converts it elsewhere; throws for what java.time cannot hold, which is an error to CEL. */
    private static Instant point(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }

    private static java.time.Duration span(Duration duration) {
        return java.time.Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
    }

    /** As {@code list.exists(e, e == value)}: an element without a value is an error unless another one is equal. */
    private static boolean isIn(Object value, List<?> list) {
        List<RuntimeException> errors = new ArrayList<>();
        for (Object element : list) {
            try {
                if (equal(element, value)) {
                    return true;
                }
            } catch (DateTimeException | ArithmeticException e) {
                errors.add(e);
            }
        }
        if (!errors.isEmpty()) {
            throw errors.getFirst();
        }
        return false;
    }

    /** Of two values of one scalar type, which is all that checked rules compare, or null. */
    private static boolean equal(Object a, Object b) {
        if (isNull(a) || isNull(b)) {
            return isNull(a) && isNull(b);
        }
        if (a instanceof Timestamp x && b instanceof Timestamp y) {
            return point(x).equals(point(y));
        }
        if (a instanceof Duration x && b instanceof Duration y) {
            return span(x).equals(span(y));
        }
        return a instanceof Double x && b instanceof Double y ? x.doubleValue() == y.doubleValue()
                : octets(a).equals(octets(b));
    }

    /** cel-java has a type of its own for bytes, but leaves those of a wrapper in protobuf-java's. */
    private static Object octets(Object value) {
        return value instanceof ByteString bytes ? CelByteString.of(bytes.toByteArray()) : value;
    }

    private static CelByteString bytes(Object value) {
        return (CelByteString) octets(value);
    }

    /** cel-java has the null of a constant, and that of a wrapper that is not set. */
    private static boolean isNull(Object value) {
        return value.equals(NullValue.NULL_VALUE) || value.equals(com.google.protobuf.NullValue.NULL_VALUE);
    }
}

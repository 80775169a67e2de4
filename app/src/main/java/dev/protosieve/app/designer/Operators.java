package dev.protosieve.app.designer;

import java.util.ArrayList;
import java.util.List;

/**
 * Operators by type, in the form that the designer uses: as CEL writes them, with {@code !} in front when negated; {@code is} for a
 * bool, {@code has} for presence, {@code key} for a key of a map.
 */
final class Operators {

    private Operators() {
    }

    /** Those that CEL and the compiler take for a field. */
    static List<String> of(FieldChoice field) {
        List<String> found = new ArrayList<>(of(field.type()));
        if (field.optional()) {
            found.addAll(found.contains("has") ? List.of() : List.of("has", "!has"));
        }
        return found;
    }

    static List<String> of(ValueType type) {
        return switch (type.kind()) {
            case TEXT -> List.of("contains", "startsWith", "endsWith", "matches", "==", "!=", "in", "!in", "!contains",
                    "!startsWith", "!endsWith", "!matches", "<", "<=", ">", ">=");
            case BYTES -> List.of("==", "!=", "in", "!in", "<", "<=", ">", ">=");
            case ENUM, WHOLE, UNSIGNED -> List.of("==", "!=", ">", ">=", "<", "<=", "in", "!in");
            case REAL -> List.of(">", ">=", "<", "<=", "==", "!=");
            case TIME, DURATION -> List.of(">", ">=", "<", "<=", "==", "!=");
            case BOOL -> List.of("is", "!is");
            case ADDRESS -> List.of("containsIP", "!containsIP", "==", "!=");
            case LIST -> List.of("exists", "all", "exists_one", "size");
            case MAP -> List.of("key", "!key", "exists", "all", "size");
            case MESSAGE -> List.of("has", "!has");
        };
    }

    /** Whether a value stands behind it. */
    static boolean takesValue(String operator) {
        return switch (bare(operator)) {
            case "is", "has", "exists", "all", "exists_one" -> false;
            default -> true;
        };
    }

    static boolean isNegated(String operator) {
        return operator.startsWith("!") && !operator.equals("!=");
    }

    static String bare(String operator) {
        return isNegated(operator) ? operator.substring(1) : operator;
    }

    /**
     * The CEL text of a test.
     *
     * @param value CEL text: of {@code in} with its brackets, of {@code exists} the condition with its variable in front:
     *     {@code t, t == 1}
     */
    static String write(String subject, String operator, String value) {
        String not = isNegated(operator) ? "!" : "";
        String bare = bare(operator);
        return switch (bare) {
            case "is" -> not + subject;
            case "has" -> not + "has(" + subject + ")";
            case "contains", "startsWith", "endsWith", "matches", "exists", "all", "exists_one" ->
                not + subject + "." + bare + "(" + value + ")";
            case "containsIP" -> not + "cidr(" + value + ").containsIP(" + subject + ")";
            case "in" -> not.isEmpty() ? subject + " in " + value : "!(" + subject + " in " + value + ")";
            case "key" -> not.isEmpty() ? value + " in " + subject : "!(" + value + " in " + subject + ")";
            case "size" -> "size(" + subject + ") > " + value;
            default -> subject + " " + operator + " " + value;
        };
    }

    /** As {@link #write(String, String, String)}, for what that field is. */
    static String write(FieldChoice field, String operator, String value) {
        return field.type().isNullable() && bare(operator).equals("is")
                ? field.text() + " == " + !isNegated(operator) : write(field.text(), operator, value);
    }

    /** In the words of people. */
    static String words(String operator) {
        return switch (operator) {
            case "==" -> "=";
            case "!=" -> "\u2260";
            case "<=" -> "\u2264";
            case ">=" -> "\u2265";
            case "startsWith" -> "starts with";
            case "endsWith" -> "ends with";
            case "matches" -> "matches";
            case "!contains" -> "does not contain";
            case "!startsWith" -> "does not start with";
            case "!endsWith" -> "does not end with";
            case "!matches" -> "does not match";
            case "in" -> "is one of";
            case "!in" -> "is none of";
            case "is" -> "is true";
            case "!is" -> "is false";
            case "has" -> "is present";
            case "!has" -> "is absent";
            case "containsIP" -> "is in network";
            case "!containsIP" -> "is not in network";
            case "key" -> "has key";
            case "!key" -> "has no key";
            case "exists" -> "has an element such that";
            case "all" -> "has only elements such that";
            case "exists_one" -> "has exactly one element such that";
            case "size" -> "has more elements than";
            default -> operator;
        };
    }
}

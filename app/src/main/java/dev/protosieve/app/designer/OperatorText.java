package dev.protosieve.app.designer;

/** Operators in the words of people. */
final class OperatorText {

    private OperatorText() {
    }

    static String of(String operator) {
        return switch (operator) {
            case "==" -> "=";
            case "!=" -> "\u2260";
            case "<=" -> "\u2264";
            case ">=" -> "\u2265";
            case "startsWith" -> "starts with";
            case "endsWith" -> "ends with";
            case "!contains" -> "does not contain";
            case "!startsWith" -> "does not start with";
            case "!endsWith" -> "does not end with";
            case "is" -> "is true";
            case "!is" -> "is false";
            case "has" -> "is present";
            case "!has" -> "is absent";
            default -> operator;
        };
    }
}

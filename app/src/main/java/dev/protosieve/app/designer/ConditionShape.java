package dev.protosieve.app.designer;

import dev.protosieve.engine.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition as blocks can show it: terms joined by one operator. Works on the text alone, so that rules that are switched off or
 * do not type-check have a shape too.
 *
 * @param joiner {@code &&} or {@code ||}; meaningless for one term
 */
record ConditionShape(List<Term> terms, String joiner) {

    private static final String PATH = "[A-Za-z_]\\w*(?:\\s*\\.\\s*[A-Za-z_]\\w*)*";
    private static final String LITERAL = "[bB]?[rR]?\"(?:[^\"\\\\]|\\\\.)*\"|[bB]?[rR]?'(?:[^'\\\\]|\\\\.)*'"
            + "|-?(?:0x[0-9a-fA-F]+|\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?)u?|" + PATH;
    private static final Pattern CALL = Pattern
            .compile("(?s)(!?)\\s*(" + PATH + ")\\s*\\.\\s*(contains|startsWith|endsWith|matches)\\s*\\(\\s*(" + LITERAL
                    + ")\\s*\\)");
    private static final Pattern COMPARE = Pattern
            .compile("(?s)(" + PATH + ")\\s*(==|!=|<=|>=|<|>)\\s*(" + LITERAL + ")");
    private static final Pattern PLAIN = Pattern.compile("(!?)\\s*(" + PATH + ")");
    private static final Pattern HAS = Pattern.compile("(!?)\\s*has\\s*\\(\\s*(" + PATH + ")\\s*\\)");

    ConditionShape {
        terms = List.copyOf(terms);
    }

    /** One operand of the joiner. {@code span} is its place in the condition's text. */
    sealed interface Term {
        Span span();

        String text();

        /**
         * {@code subject operator value}.
         *
         * @param operator as CEL writes it, with {@code !} in front when negated: {@code !contains}; {@code is} and {@code !is} for
         *     a bool, {@code has} and {@code !has} for presence
         * @param value CEL text; empty where the operator needs none
         */
        record Test(Span span, String text, String subject, String operator, String value) implements Term {
        }

        /** Terms joined by another operator than the one around them. */
        record Group(Span span, String text, List<Term> terms, String joiner) implements Term {
            public Group {
                terms = List.copyOf(terms);
            }
        }

        /** What has no block shape. */
        record Free(Span span, String text) implements Term {
        }
    }

    static ConditionShape of(String condition) {
        return of(condition, 0, condition.length());
    }

    // "or" binds weaker than "and": it is cut at first
    private static ConditionShape of(String all, int from, int to) {
        for (String joiner : List.of("||", "&&")) {
            List<Integer> cuts = splits(all, from, to, joiner);
            if (!cuts.isEmpty()) {
                return new ConditionShape(parts(all, from, to, cuts), joiner);
            }
        }
        return new ConditionShape(List.of(term(all, from, to)), "&&");
    }

    private static List<Term> parts(String all, int from, int to, List<Integer> cuts) {
        List<Term> terms = new ArrayList<>();
        int start = from;
        for (int cut : cuts) {
            terms.add(part(all, start, cut));
            start = cut + 2;
        }
        terms.add(part(all, start, to));
        return terms;
    }

    private static Term part(String all, int from, int to) {
        return splits(all, from, to, "&&").isEmpty() ? term(all, from, to) : group(trim(all, from, to), all, from, to);
    }

    private static Term group(Span span, String all, int from, int to) {
        ConditionShape inner = of(all, from, to);
        return new Term.Group(span, all.substring(span.start(), span.end()), inner.terms, inner.joiner);
    }

    // where the operator stands outside of brackets, strings and comments
    private static List<Integer> splits(String all, int from, int to, String operator) {
        List<Integer> found = new ArrayList<>();
        String text = all.substring(0, to);
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\'') {
                i = endOfString(text, i);
            } else if (c == '#') {
                int end = text.indexOf('\n', i);
                i = end < 0 ? text.length() : end;
            } else if ("([{".indexOf(c) >= 0) {
                depth++;
            } else if (")]}".indexOf(c) >= 0) {
                depth--;
            } else if (depth == 0 && (c == '?' || text.startsWith(operator, i))) {
                if (c == '?') {
                    return List.of();
                }
                found.add(i++);
            }
        }
        return found;
    }

    private static int endOfString(String text, int open) {
        for (int i = open + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == text.charAt(open)) {
                return i;
            }
        }
        return text.length();
    }

    private static Span trim(String all, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(all.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(all.charAt(end - 1))) {
            end--;
        }
        return new Span(start, end);
    }

    // whether the first bracket is closed by the last character
    private static boolean isBracketed(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\'') {
                i = endOfString(text, i);
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return text.startsWith("(") && i == text.length() - 1;
            }
            if (depth == 0) {
                return false;
            }
        }
        return false;
    }

    private static Term term(String all, int from, int to) {
        Span span = trim(all, from, to);
        String text = all.substring(span.start(), span.end());
        if (isBracketed(text)) {
            ConditionShape inner = of(all, span.start() + 1, span.end() - 1);
            return inner.isFree() ? free(all, span) : new Term.Group(span, text, inner.terms, inner.joiner);
        }
        Matcher m = CALL.matcher(text);
        if (m.matches()) {
            return new Term.Test(span, text, m.group(2), m.group(1) + m.group(3), m.group(4));
        }
        m = HAS.matcher(text);
        if (m.matches()) {
            return new Term.Test(span, text, m.group(2), m.group(1) + "has", "");
        }
        m = COMPARE.matcher(text);
        if (m.matches()) {
            return new Term.Test(span, text, m.group(1), m.group(2), m.group(3));
        }
        m = PLAIN.matcher(text);
        return m.matches() && m.group(2).contains(".") ? new Term.Test(span, text, m.group(2), m.group(1) + "is", "")
                : free(all, span);
    }

    private static Term free(String all, Span span) {
        return new Term.Free(span, all.substring(span.start(), span.end()));
    }

    /** The condition's text without that term; empty when nothing would be left beside it. */
    Optional<String> without(String condition, Term gone) {
        return cut(terms, gone).map(cut -> condition.substring(0, cut.start()) + condition.substring(cut.end()));
    }

    // a term goes with the joiner before it, the first with the one behind it
    private static Optional<Span> cut(List<Term> terms, Term gone) {
        for (int i = 0; i < terms.size(); i++) {
            Term term = terms.get(i);
            if (term.equals(gone) && terms.size() > 1) {
                return Optional.of(i == 0 ? new Span(term.span().start(), terms.get(1).span().start())
                        : new Span(terms.get(i - 1).span().end(), term.span().end()));
            }
            Optional<Span> inside = term instanceof Term.Group group ? cut(group.terms, gone) : Optional.empty();
            if (inside.isPresent()) {
                return inside;
            }
        }
        return Optional.empty();
    }

    /** Whether blocks show it as text only. */
    boolean isFree() {
        return terms.size() == 1 && terms.getFirst() instanceof Term.Free;
    }

    /** The CEL text of a term. */
    static String write(String subject, String operator, String value) {
        String not = operator.startsWith("!") && !operator.equals("!=") ? "!" : "";
        String bare = not.isEmpty() ? operator : operator.substring(1);
        return switch (bare) {
            case "is" -> not + subject;
            case "has" -> not + "has(" + subject + ")";
            case "contains", "startsWith", "endsWith", "matches" -> not + subject + "." + bare + "(" + value + ")";
            default -> subject + " " + operator + " " + value;
        };
    }
}

package dev.protosieve.bpf.differential;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A rule file as a tree that can be made smaller.
 *
 * @param full whether it says {@code validate full}
 */
record RuleFile(String root, List<Rule> rules, boolean full, String onMalformed, String otherwise) {

    RuleFile {
        rules = List.copyOf(rules);
    }

    /** @param action with {@code off} before it, if need be */
    record Rule(String action, Condition condition) {
    }

    /** A condition that knows its operands. */
    sealed interface Condition {

        String text();

        /** Conditions that may stand in its place. */
        List<Condition> smaller();

        static List<Condition> all(List<List<Condition>> lists) {
            return lists.stream().flatMap(List::stream).toList();
        }
    }

    record Atom(String text) implements Condition {
        @Override
        public List<Condition> smaller() {
            return List.of();
        }
    }

    record Not(Condition operand) implements Condition {
        @Override
        public String text() {
            return "!(" + operand.text() + ")";
        }

        @Override
        public List<Condition> smaller() {
            return Condition
                    .all(List.of(List.of(operand), operand.smaller().stream().<Condition>map(Not::new).toList()));
        }
    }

    /** @param operator {@code &&} or {@code ||} */
    record Both(String operator, Condition left, Condition right) implements Condition {
        @Override
        public String text() {
            return "(" + left.text() + " " + operator + " " + right.text() + ")";
        }

        @Override
        public List<Condition> smaller() {
            return Condition.all(List.of(List.of(left, right),
                    left.smaller().stream().<Condition>map(l -> new Both(operator, l, right)).toList(),
                    right.smaller().stream().<Condition>map(r -> new Both(operator, left, r)).toList()));
        }
    }

    record Choice(Condition test, Condition yes, Condition no) implements Condition {
        @Override
        public String text() {
            return "(" + test.text() + " ? " + yes.text() + " : " + no.text() + ")";
        }

        @Override
        public List<Condition> smaller() {
            return Condition.all(List.of(List.of(test, yes, no),
                    test.smaller().stream().<Condition>map(t -> new Choice(t, yes, no)).toList(),
                    yes.smaller().stream().<Condition>map(y -> new Choice(test, y, no)).toList(),
                    no.smaller().stream().<Condition>map(n -> new Choice(test, yes, n)).toList()));
        }
    }

    String text() {
        return "schema \"1-schema.proto\"\nmessage " + root + "\nmatch udp.dst_port == 9000\n"
                + rules.stream().map(r -> r.action + " if " + r.condition.text() + "\n").collect(Collectors.joining())
                + (full ? "validate full\n" : "") + "on malformed " + onMalformed + "\ndefault " + otherwise + "\n";
    }

    RuleFile without(int rule) {
        return new RuleFile(root, IntStream.range(0, rules.size()).filter(i -> i != rule)
                .mapToObj(rules::get).toList(), full, onMalformed, otherwise);
    }

    RuleFile with(int rule, Condition condition) {
        return new RuleFile(root, IntStream.range(0, rules.size())
                .mapToObj(i -> i == rule ? new Rule(rules.get(i).action, condition) : rules.get(i)).toList(),
                full, onMalformed, otherwise);
    }
}

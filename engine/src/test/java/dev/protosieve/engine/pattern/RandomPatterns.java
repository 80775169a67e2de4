package dev.protosieve.engine.pattern;

import java.util.Random;

/** Patterns as a machine writes them, and texts that come near them. */
final class RandomPatterns {

    private static final String[] ATOMS = {"a", "b", "A", "z", "0", "_", "-", " ", "\\n", ".", "\\d", "\\D", "\\w",
            "\\W",
            "\\s", "\\S", "[ab]", "[^a]", "[a-c]", "[^\\n]", "[[:alpha:]]", "[^[:digit:]]", "\\pL", "\\PL",
            "\\p{Greek}",
            "\\p{Lu}", "\u00e9", "\u00df", "\u212a", "\u017f", "\u20ac", "\ud83d\ude00", "[\u00e0-\u00ff]",
            "[\u0800-\uffff]", "[\ud800\udc00-\udbff\udfff]", "[^\\x00-\\x7f]", "[\\x{7ff}-\\x{800}]", "k", "s",
            "\\x00",
            "[\\x{ffff}-\\x{10000}]", "foo", "\\.", "\\Qa.b\\E"};
    private static final String[] ANCHORS = {"^", "$", "\\A", "\\z", "\\b", "\\B"};
    private static final String[] FLAGS = {"i", "s", "m", "im", "is", "U", "ms", "-i", "i-s"};
    private static final String[] REPEATS = {"*", "+", "?", "*?", "+?", "??", "{2}", "{1,3}", "{2,}", "{0,2}?", "{0}"};
    private static final String[] TEXTS = {"a", "b", "A", "B", "z", "k", "K", "s", "S", "0", "9", "_", "-", " ", "\n",
            "\t",
            ".", "foo", "FOO", "a.b", "\u00e9", "\u00c9", "\u00df", "\u1e9e", "\u212a", "\u017f", "\u20ac",
            "\ud83d\ude00",
            "\u0000", "\u007f", "\u0080", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\uffff", "\ud800\udc00",
            "\udbff\udfff", "\u03b1", "\u0391", "\r"};

    private final Random random;

    RandomPatterns(Random random) {
        this.random = random;
    }

    String pattern() {
        String start = random.nextInt(4) == 0 ? "(?" + pick(FLAGS) + ")" : "";
        return start + alternatives(3);
    }

    private String alternatives(int depth) {
        StringBuilder text = new StringBuilder(sequence(depth));
        while (random.nextInt(4) == 0) {
            text.append('|').append(sequence(depth));
        }
        return text.toString();
    }

    private String sequence(int depth) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            if (random.nextInt(5) == 0) {
                text.append(pick(ANCHORS));
                continue;
            }
            text.append(depth > 0 && random.nextInt(4) == 0 ? group(depth - 1) : pick(ATOMS));
            if (random.nextInt(3) == 0) {
                text.append(pick(REPEATS));
            }
        }
        return text.toString();
    }

    private String group(int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> "(?:" + alternatives(depth) + ")";
            case 1 -> "(?" + pick(FLAGS) + ":" + alternatives(depth) + ")";
            default -> "(" + alternatives(depth) + ")";
        };
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(random.nextInt(10) == 0 ? 40 : 7); i > 0; i--) {
            if (random.nextInt(30) == 0) {
                int rune = random.nextInt(Character.MAX_CODE_POINT + 1);
                text.appendCodePoint(rune >= Character.MIN_SURROGATE && rune <= Character.MAX_SURROGATE ? 'x' : rune);
            } else {
                text.append(pick(TEXTS));
            }
        }
        return text.toString();
    }

    private String pick(String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}

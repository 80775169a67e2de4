package dev.protosieve.bpf.differential;

import java.util.List;

/** Parts of the rule language that random conditions use once filters compute them. */
enum Feature {
    LISTS(true),
    BOOL_EQUALITY(true),
    DOUBLE_NEGATION(true),
    MATCHES(true),
    HAS(true),
    SIZE(true),
    QUANTIFIERS(true),
    INDEX(true),
    MAPS(true),
    ARITHMETIC(true),
    NEGATION(true),
    CHOICE(true),
    WRAPPERS(true),
    NULLS(true),
    TIMES(true),
    EXTENSIONS(true),
    /** Not of conditions: {@code validate full}. */
    VALIDATE_FULL(true);

    private static final String CHOSEN = System.getProperty("differential.features", "");

    private final boolean landed;

    Feature(boolean landed) {
        this.landed = landed;
    }

    /** Whether random conditions use it: if filters compute it, or as {@code -Ddifferential.features=HAS,SIZE} says. */
    boolean landed() {
        return CHOSEN.isEmpty() ? landed : List.of(CHOSEN.split(",")).contains(name());
    }
}

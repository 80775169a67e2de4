package dev.protosieve.bpf.differential;

/** Parts of the rule language that random conditions use once filters compute them. */
enum Feature {
    LISTS(true),
    BOOL_EQUALITY(true),
    DOUBLE_NEGATION(true),
    MATCHES(true),
    HAS(false),
    SIZE(false),
    QUANTIFIERS(false),
    INDEX(false),
    MAPS(false),
    ARITHMETIC(false),
    NEGATION(false),
    CHOICE(false),
    WRAPPERS(false),
    TIMES(false);

    private final boolean landed;

    Feature(boolean landed) {
        this.landed = landed;
    }

    boolean landed() {
        return landed;
    }
}

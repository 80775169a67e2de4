package dev.protosieve.app.cli;

/** What is said of {@code --hook}; {@code HookWordsTest} keeps it complete. */
final class HookWords {

    static final String ALL = "xdp, xdp.frags, tc, tc-egress, socket, cgroup-ingress or cgroup-egress.";
    static final String OF_ENGINES = "For sim and kernel: " + ALL;

    private HookWords() {
    }
}

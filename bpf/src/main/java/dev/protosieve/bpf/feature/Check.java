package dev.protosieve.bpf.feature;

/**
 * One thing that this machine can or can not do.
 *
 * @param name a word or two: {@code may_goto}
 * @param ok whether everything that needs it works
 * @param detail what was found, one phrase
 * @param hint what to do about it; empty when all is well
 */
public record Check(String name, boolean ok, String detail, String hint) {

    static Check good(String name, String detail) {
        return new Check(name, true, detail, "");
    }

    static Check bad(String name, String detail, String hint) {
        return new Check(name, false, detail, hint);
    }
}

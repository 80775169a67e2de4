package dev.protosieve.app.cli;

import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of programs: identifiers in C that fit into the kernel's 15 characters (BPF_OBJ_NAME_LEN of include/uapi/linux/bpf.h). */
final class ProgramName {

    static final String RULE = "a letter or _, then letters, digits and _, at most 15 in all, and no word of C";

    private static final int MOST = 15;
    private static final Pattern FORM = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,14}");
    /** Keywords up to C17 (ISO/IEC 9899:2018, 6.4.1) that have the form of a short name. */
    private static final Set<String> WORDS_OF_C = Set.of("auto", "break", "case", "char", "const", "continue",
            "default",
            "do", "double", "else", "enum", "extern", "float", "for", "goto", "if", "inline", "int", "long", "register",
            "restrict", "return", "short", "signed", "sizeof", "static", "struct", "switch", "typedef", "union",
            "unsigned", "void", "volatile", "while", "_Bool", "_Complex", "_Imaginary", "_Alignas", "_Alignof",
            "_Atomic", "_Generic", "_Noreturn", "_Static_assert", "_Thread_local");

    private ProgramName() {
    }

    static boolean isValid(String name) {
        return FORM.matcher(name).matches() && !WORDS_OF_C.contains(name);
    }

    /** The file's name without what is behind its last dot, with {@code _} for what no name may have. */
    static String of(Path file) {
        Path last = file.getFileName();
        String plain = (last == null ? "" : last.toString()).replaceFirst("\\.[^.]*$", "").replaceAll("[^A-Za-z0-9_]",
                "_");
        String begun = plain.isEmpty() || Character.isDigit(plain.charAt(0)) ? "_" + plain : plain;
        String fitting = begun.substring(0, Math.min(begun.length(), MOST));
        return WORDS_OF_C.contains(fitting) ? beside(fitting) : fitting;
    }

    /** Another name, for one that is taken. */
    static String beside(String name) {
        return name.substring(0, Math.min(name.length(), MOST - 1)) + "_";
    }
}

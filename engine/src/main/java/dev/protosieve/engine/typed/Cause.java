package dev.protosieve.engine.typed;

import java.util.Locale;

/** Why a packet got its verdict. */
public enum Cause {
    /** A rule's condition held. */
    RULE,
    /** No rule ended the evaluation. */
    DEFAULT,
    /** The bytes are no such message. */
    MALFORMED,
    /** A condition's CEL value is an error. */
    ERROR,
    /** More tags, depth or bytes than the program can walk. */
    LIMIT,
    /** The message is not whole in this packet. */
    UNSEEN;

    /** The word in rule files and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.protosieve.engine.sim;

/** Error numbers, negative as helpers return them (include/uapi/asm-generic/errno-base.h and errno.h). */
final class Errno {

    static final int NOENT = -2;
    static final int TOOBIG = -7;
    static final int BADF = -9;
    static final int NOMEM = -12;
    static final int ACCES = -13;
    static final int FAULT = -14;
    static final int EXIST = -17;
    static final int INVAL = -22;
    static final int NOSPC = -28;

    private Errno() {
    }
}

package dev.protosieve.engine.emit;

/**
 * Where a condition goes on.
 *
 * @param error when it has no value: a CEL error that nothing absorbed
 * @param next the one of {@code yes} and {@code no} that will be bound right behind, which needs no jump; or any other label
 */
record Ways(Label yes, Label no, Label error, Label next) {

    Ways inverted() {
        return new Ways(no, yes, error, next);
    }

    /** The same ways, but something else is bound right behind. */
    Ways before(Label behind) {
        return new Ways(yes, no, error, behind);
    }

    Label when(boolean holds) {
        return holds ? yes : no;
    }
}

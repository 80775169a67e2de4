package dev.protosieve.engine.emit;

/** A place in the program that jumps may name before it is known. */
final class Label {

    private static final int UNBOUND = -1;

    private final String name;
    private int index = UNBOUND;

    Label(String name) {
        this.name = name;
    }

    int index() {
        if (index == UNBOUND) {
            throw new IllegalStateException("label " + name + " is not bound");
        }
        return index;
    }

    void bind(int at) {
        if (index != UNBOUND) {
            throw new IllegalStateException("label " + name + " is bound twice");
        }
        index = at;
    }

    @Override
    public String toString() {
        return name;
    }
}

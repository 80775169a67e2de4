package dev.protosieve.engine.typed;

/** CEL's types, as far as conditions compute with them; enums are {@link #INT} (CEL language definition, "Enums"). */
public enum ExprType {
    BOOL("bool"),
    INT("int"),
    UINT("uint"),
    DOUBLE("double"),
    STRING("string"),
    BYTES("bytes"),
    TIMESTAMP("google.protobuf.Timestamp"),
    DURATION("google.protobuf.Duration");

    private final String celName;

    ExprType(String celName) {
        this.celName = celName;
    }

    /** CEL's name of the type. */
    String celName() {
        return celName;
    }
}

package dev.protosieve.engine.typed;

/** CEL's types, as far as conditions compute with them; enums are {@link #INT} (CEL language definition, "Enums"). */
public enum ExprType {
    BOOL,
    INT,
    UINT,
    DOUBLE,
    STRING,
    BYTES;
}

package dev.protosieve.engine.schema;

import java.nio.file.Path;

/** Runs protoc. */
public final class ProtoCompiler {

    private final Path protoc;

    /** @param protoc the executable */
    public ProtoCompiler(Path protoc) {
        this.protoc = protoc;
    }

    Path executable() {
        return protoc;
    }
}

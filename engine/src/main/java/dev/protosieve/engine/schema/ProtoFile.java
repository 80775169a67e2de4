package dev.protosieve.engine.schema;

import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.Place;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A .proto file that was read.
 *
 * @param path as the user gave it, or as an import was found
 * @param real the same file whichever way it is reached
 */
record ProtoFile(Path path, Path real, SourceText text, List<ImportScanner.Import> imports) {

    /** The file's text, or why it cannot be one. */
    static Outcome<ProtoFile> read(Path path, SourceFiles files) {
        try {
            return decode(path, files.real(path), files.bytes(path));
        } catch (IOException e) {
            return Outcome.failed(SourceFile.unreadable(path, e));
        }
    }

    // The Unicode Standard, 23.8 "Byte Order Mark (BOM): U+FEFF"
    private static Outcome<ProtoFile> decode(Path path, Path real, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer chars = CharBuffer.allocate(bytes.length);
        CoderResult end = decoder.decode(ByteBuffer.wrap(bytes), chars, true);
        SourceText text = new SourceText(path.toString(), chars.flip().toString());
        int mark = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        if (mark == 0xfffe || mark == 0xfeff) {
            return Outcome.failed(Diagnostic.error("schema.not-utf8", Place.of(path.toString()),
                    "this text is UTF-16, and .proto text is UTF-8", "save the file as UTF-8"));
        }
        int nul = text.content().indexOf('\0');
        if (nul >= 0 || end.isError() && SourceFile.looksBinary(bytes)) {
            return Outcome.failed(Diagnostic.error("schema.not-text", Place.of(path.toString()),
                    "this is a binary file, not .proto text",
                    "a descriptor set should end in .desc, .pb, .binpb, .protoset or .fds"));
        }
        if (end.isError()) {
            Span behind = new Span(chars.limit(), chars.limit());
            return Outcome.failed(Diagnostic.error("schema.not-utf8", text.place(behind),
                    "the bytes here are not UTF-8", "save the file as UTF-8"));
        }
        return Outcome.ok(new ProtoFile(path, real, text, ImportScanner.scan(text.content())));
    }
}

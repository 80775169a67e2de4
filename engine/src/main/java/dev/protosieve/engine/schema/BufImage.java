package dev.protosieve.engine.schema;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.util.List;

/** What buf adds to each file of the descriptor sets that it writes (buf/alpha/image/v1/image.proto, ImageFileExtension). */
final class BufImage {

    /** {@code ImageFile.buf_extension}. */
    private static final int EXTENSION = 8042;
    /** {@code ImageFileExtension.is_import}. */
    private static final int IS_IMPORT = 1;

    private BufImage() {
    }

    static boolean has(FileDescriptorProto file) {
        return file.getUnknownFields().hasField(EXTENSION);
    }

    /** Whether the file is only there because others import it. */
    static boolean isImport(FileDescriptorProto file) {
        List<ByteString> parts = file.getUnknownFields().getField(EXTENSION).getLengthDelimitedList();
        return parts.stream().anyMatch(BufImage::saysImport);
    }

    /** The file as protoc would write it: whether it is an import differs between two images of one workspace. */
    static FileDescriptorProto without(FileDescriptorProto file) {
        UnknownFieldSet rest = file.getUnknownFields().toBuilder().clearField(EXTENSION).build();
        return file.toBuilder().setUnknownFields(rest).build();
    }

    private static boolean saysImport(ByteString extension) {
        try {
            return UnknownFieldSet.parseFrom(extension).getField(IS_IMPORT).getVarintList().contains(1L);
        } catch (InvalidProtocolBufferException e) {
            return false; // another use of that number
        }
    }
}

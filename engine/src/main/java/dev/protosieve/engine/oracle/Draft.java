package dev.protosieve.engine.oracle;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message that is still being made: its fields in the order of the wire. */
final class Draft {

    private final Descriptor type;
    private final @Nullable WalkedTree walked;
    private final int depth;
    private final List<Piece> pieces = new ArrayList<>();
    private boolean wished;

    /**
     * @param walked what rules read here; null where they read nothing
     * @param depth how many messages this one is in
     */
    Draft(Descriptor type, @Nullable WalkedTree walked, int depth) {
        this.type = type;
        this.walked = walked;
        this.depth = depth;
    }

    Descriptor type() {
        return type;
    }

    int depth() {
        return depth;
    }

    boolean isWalked() {
        return walked != null;
    }

    boolean reads(FieldDescriptor field) {
        return walked != null && field.equals(walked.read().get(field.getNumber()));
    }

    /** An empty message for that field of this one. */
    Draft inside(FieldDescriptor field) {
        return new Draft(field.getMessageType(), walked == null ? null : walked.inner().get(field.getNumber()),
                depth + 1);
    }

    /** Whether it has values that a rule asks for. */
    boolean isWished() {
        return wished;
    }

    void setWished() {
        wished = true;
    }

    List<Piece> pieces() {
        return pieces;
    }

    void add(Piece piece) {
        pieces.add(piece);
    }

    /** This message and all in it. */
    List<Draft> all() {
        List<Draft> all = new ArrayList<>();
        collect(all);
        return all;
    }

    private void collect(List<Draft> into) {
        into.add(this);
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Nested nested) {
                nested.content().collect(into);
            }
        }
    }

    byte[] toBytes() {
        WireBytes bytes = new WireBytes();
        pieces.forEach(p -> p.write(bytes));
        return bytes.toBytes();
    }
}

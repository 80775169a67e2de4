package dev.protosieve.app.lab;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of the form.
 *
 * @param path from the message to the value; for {@link Role#LIST} to the field itself
 * @param depth how deep it is nested
 * @param value of a scalar; empty where it is unset
 */
record FieldRow(List<Step> path, int depth, Role role, Optional<Object> value) {

    /** A field, and which of its elements; -1 for a field that is no list, or for the list as a whole. */
    record Step(FieldDescriptor field, int index) {
    }

    /** What can be done with a row. */
    enum Role {
        SCALAR,
        /** A sub-message that is there. */
        MESSAGE,
        /** A sub-message that is not there. */
        ABSENT,
        /** A repeated field or a map, above its elements. */
        LIST
    }

    FieldRow {
        path = List.copyOf(path);
    }

    FieldDescriptor field() {
        return path.getLast().field();
    }

    boolean isElement() {
        return path.getLast().index() >= 0;
    }

    /** Whether it is one of the elements of that list. */
    boolean isElementOf(FieldRow list) {
        return list.role == Role.LIST && isElement() && field().equals(list.field())
                && path.subList(0, path.size() - 1).equals(list.path.subList(0, list.path.size() - 1));
    }

    static List<Step> then(List<Step> path, FieldDescriptor field, int index) {
        List<Step> longer = new ArrayList<>(path);
        longer.add(new Step(field, index));
        return longer;
    }
}

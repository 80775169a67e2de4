package dev.protosieve.app.schema;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.List;

/** One line of the schema tree. */
sealed interface SchemaNode {

    String name();

    /** Number, type and marks: what stands behind the name. */
    String detail();

    /** What only the hover says, behind the rest; empty for nothing. */
    default String more() {
        return "";
    }

    /** The full name that a comment is looked up by. */
    String fullName();

    record FileNode(FileDescriptor file) implements SchemaNode {
        @Override
        public String name() {
            return file.getName();
        }

        @Override
        public String detail() {
            return FieldText.syntaxOf(file);
        }

        @Override
        public String more() {
            return file.getPackage().isEmpty() ? "no package" : "package " + file.getPackage();
        }

        @Override
        public String fullName() {
            return file.getName();
        }
    }

    /** @param root whether it is the message that the rules are about */
    record MessageNode(Descriptor message, boolean root) implements SchemaNode {
        @Override
        public String name() {
            return message.getName();
        }

        @Override
        public String detail() {
            int count = message.getFields().size();
            return count + (count == 1 ? " field" : " fields");
        }

        @Override
        public String more() {
            return root ? "message: the one that the rules are about" : "message";
        }

        @Override
        public String fullName() {
            return message.getFullName();
        }
    }

    /** @param path from the root message; empty when the field is not below it */
    record FieldNode(FieldDescriptor field, List<FieldDescriptor> path) implements SchemaNode {
        @Override
        public String name() {
            return field.getName();
        }

        @Override
        public String detail() {
            return FieldText.detail(field);
        }

        @Override
        public String more() {
            return FieldText.more(field);
        }

        @Override
        public String fullName() {
            return field.getFullName();
        }

        /** Whether a rule can read it: it hangs below the root message by singular messages. */
        boolean isUsable() {
            return !path.isEmpty() && path.stream().noneMatch(FieldDescriptor::isRepeated)
                    && field.getJavaType() != FieldDescriptor.JavaType.MESSAGE;
        }
    }

    record EnumNode(EnumDescriptor type) implements SchemaNode {
        @Override
        public String name() {
            return type.getName();
        }

        @Override
        public String detail() {
            return type.getValues().size() + " values";
        }

        @Override
        public String fullName() {
            return type.getFullName();
        }
    }

    record ValueNode(String name, int number, String fullName) implements SchemaNode {
        @Override
        public String detail() {
            return Integer.toString(number);
        }
    }

    /** The invisible top, and the line that stands there while there is no schema. */
    record Note(String name) implements SchemaNode {
        @Override
        public String detail() {
            return "";
        }

        @Override
        public String fullName() {
            return "";
        }
    }
}

package dev.protosieve.app.schema;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import dev.protosieve.engine.schema.ProtoIndex;
import java.util.List;

/** One line of the schema tree. */
sealed interface SchemaNode {

    String name();

    /** Number, type and marks: what stands behind the name. */
    String detail();

    /** What only the hover and the strip below the tree say; empty for nothing. */
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
            return "message \u00b7 " + count + (count == 1 ? " field" : " fields");
        }

        @Override
        public String more() {
            List<String> options = FieldText.options(message.getOptions());
            return (root ? "the one that the rules are about" : "")
                    + (root && !options.isEmpty() ? " \u00b7 " : "") + String.join(" \u00b7 ", options);
        }

        @Override
        public String fullName() {
            return message.getFullName();
        }
    }

    /** @param path from the root message, with the value of a map's entry; empty when the field is not below it */
    record FieldNode(FieldDescriptor field, List<FieldDescriptor> path) implements SchemaNode {
        @Override
        public String name() {
            return field.isExtension() ? "[" + field.getFullName() + "]" : field.getName();
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
    }

    /** The fields of a oneof stand below it. */
    record OneofNode(OneofDescriptor oneof) implements SchemaNode {
        @Override
        public String name() {
            return oneof.getName();
        }

        @Override
        public String detail() {
            return "oneof \u00b7 at most one of " + oneof.getFieldCount();
        }

        @Override
        public String fullName() {
            return oneof.getFullName();
        }
    }

    record EnumNode(EnumDescriptor type) implements SchemaNode {
        @Override
        public String name() {
            return type.getName();
        }

        @Override
        public String detail() {
            return "enum \u00b7 " + type.getValues().size() + " values";
        }

        @Override
        public String more() {
            return FieldText.more(type);
        }

        @Override
        public String fullName() {
            return type.getFullName();
        }
    }

    record ValueNode(EnumValueDescriptor value) implements SchemaNode {
        @Override
        public String name() {
            return value.getName();
        }

        @Override
        public String detail() {
            return Integer.toString(value.getNumber());
        }

        @Override
        public String more() {
            return String.join(" \u00b7 ", FieldText.options(value.getOptions()));
        }

        @Override
        public String fullName() {
            return value.getFullName();
        }
    }

    record ServiceNode(ServiceDescriptor service) implements SchemaNode {
        @Override
        public String name() {
            return service.getName();
        }

        @Override
        public String detail() {
            int count = service.getMethods().size();
            return "service \u00b7 " + count + (count == 1 ? " method" : " methods");
        }

        @Override
        public String fullName() {
            return service.getFullName();
        }
    }

    record MethodNode(MethodDescriptor method) implements SchemaNode {
        @Override
        public String name() {
            return method.getName();
        }

        @Override
        public String detail() {
            return (method.isClientStreaming() ? "stream " : "") + method.getInputType().getName() + " \u2192 "
                    + (method.isServerStreaming() ? "stream " : "") + method.getOutputType().getName();
        }

        @Override
        public String fullName() {
            return method.getFullName();
        }
    }

    /** Files of a large tree that are not linked, by folder. */
    record FolderNode(String name, String fullName, List<ProtoIndex.Entry> files, int depth) implements SchemaNode {
        @Override
        public String detail() {
            return files.size() + (files.size() == 1 ? " file" : " files");
        }
    }

    /** A file that is linked when it is opened. */
    record UnlinkedNode(ProtoIndex.Entry entry) implements SchemaNode {
        @Override
        public String name() {
            return entry.name().substring(entry.name().lastIndexOf('/') + 1);
        }

        @Override
        public String detail() {
            int count = entry.messages().size();
            return count + (count == 1 ? " message" : " messages") + " \u00b7 open to read";
        }

        @Override
        public String more() {
            return entry.packageName().isEmpty() ? "no package" : "package " + entry.packageName();
        }

        @Override
        public String fullName() {
            return entry.name();
        }
    }

    /** What a search found: another line, with the part of its text that matched. */
    record FoundNode(SchemaNode target, String name, int from, int to, String why) implements SchemaNode {
        @Override
        public String detail() {
            return why.isEmpty() ? target.detail() : why;
        }

        @Override
        public String more() {
            return target.more();
        }

        @Override
        public String fullName() {
            return target.fullName();
        }
    }

    /** The invisible top, headings, and the line that stands there while there is no schema. */
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

    /** The line itself, or what the search found. */
    static SchemaNode target(SchemaNode node) {
        return node instanceof FoundNode found ? found.target() : node;
    }
}

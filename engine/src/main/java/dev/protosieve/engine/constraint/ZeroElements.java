package dev.protosieve.engine.constraint;

import com.google.protobuf.Descriptors.FieldDescriptor;

/** Which elements of lists and maps IGNORE_IF_ZERO_VALUE ignores: those that protovalidate-java's {@code equals} takes for zero. */
final class ZeroElements {

    private ZeroElements() {
    }

    /** That place with its zeros left out. */
    static Site leftOut(FieldDescriptor field, Site site) {
        return switch (field.getType()) {
            case INT32, INT64, SINT32, SINT64, SFIXED32, SFIXED64 -> other(site, "0");
            // a closed one may begin with another number
            case ENUM -> other(site, "" + field.getEnumType().getValues().getFirst().getNumber());
            // in a list they are boxed in another type than its zero is, and so are never equal to it
            case UINT32, UINT64, FIXED32, FIXED64 ->
                field.getContainingType().getOptions().getMapEntry() ? other(site, "0u") : site;
            case BOOL -> other(site, "false");
            case STRING -> other(site, "\"\"");
            case BYTES -> other(site, "b\"\"");
            case FLOAT, DOUBLE -> site.unknown("filters take elements of -0.0 for zero, protovalidate does not");
            case MESSAGE, GROUP -> site.unknown("filters cannot tell whether an element is empty");
        };
    }

    private static Site other(Site site, String zero) {
        return site.when(Cel.compare(site.cel(), "!=", zero));
    }
}

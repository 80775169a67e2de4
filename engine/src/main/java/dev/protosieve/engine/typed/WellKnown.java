package dev.protosieve.engine.typed;

import com.google.protobuf.Descriptors.Descriptor;

/** Message types to which CEL gives meanings of their own (CEL language definition, "Protocol Buffer Data Conversion"). */
public enum WellKnown {
    NONE,
    /** A scalar that may be absent. */
    WRAPPER,
    TIMESTAMP,
    DURATION,
    /** Types whose values have a type only at run time. */
    DYNAMIC;

    public static WellKnown of(Descriptor message) {
        return switch (message.getFullName()) {
            case "google.protobuf.Timestamp" -> TIMESTAMP;
            case "google.protobuf.Duration" -> DURATION;
            case "google.protobuf.Any", "google.protobuf.Struct", "google.protobuf.Value",
                    "google.protobuf.ListValue" ->
                DYNAMIC;
            case "google.protobuf.BoolValue", "google.protobuf.BytesValue", "google.protobuf.DoubleValue",
                    "google.protobuf.FloatValue", "google.protobuf.Int32Value", "google.protobuf.Int64Value",
                    "google.protobuf.StringValue", "google.protobuf.UInt32Value", "google.protobuf.UInt64Value" ->
                WRAPPER;
            default -> NONE;
        };
    }
}

package dev.protosieve.app.session;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import java.util.regex.Pattern;

/** Messages from ProtoJSON. {@link JsonFormat} reads the first value of a text and does not look at what stands behind it. */
public final class JsonMessages {

    /** In front of what Gson says. */
    private static final Pattern NAME_OF_CLASS = Pattern.compile("^(?:[a-z]+\\.)+[A-Za-z]+Exception: ");

    private JsonMessages() {
    }

    /**
     * @param types that an Any may hold
     * @throws InvalidProtocolBufferException when the text is not exactly one such message
     */
    public static void merge(String text, Message.Builder into, TypeRegistry types)
            throws InvalidProtocolBufferException {
        try {
            JsonFormat.parser().usingTypeRegistry(types).merge(text, into);
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidProtocolBufferException(NAME_OF_CLASS.matcher(e.getMessage()).replaceFirst(""));
        }
        try {
            JsonParser.parseString(text);
        } catch (JsonParseException e) {
            throw new InvalidProtocolBufferException("something stands behind the message");
        }
    }
}

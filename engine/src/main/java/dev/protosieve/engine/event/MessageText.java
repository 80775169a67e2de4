package dev.protosieve.engine.event;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * The message in a captured packet as one line of protobuf text format.
 *
 * @param text ends with {@code ...} when bytes are missing
 * @param state how much of the message the text shows
 */
public record MessageText(String text, State state) {

    /** How much of a message could be read. */
    public enum State {
        WHOLE,
        /** The packet was captured in part only: the text shows the fields before the cut. */
        CUT,
        /** The bytes are no such message: the text shows the fields before the mistake. */
        MALFORMED,
        /** There is no UDP payload in what was captured. */
        ABSENT
    }

    /** Reads the message; meant to be called when somebody looks at the event, not for each one. */
    public static MessageText of(FilterEvent event, Descriptor message) {
        Optional<UdpPayload> found = UdpPayload.find(event.captured());
        if (found.isEmpty()) {
            return new MessageText("", State.ABSENT);
        }
        UdpPayload payload = found.get();
        DynamicMessage.Builder read = DynamicMessage.newBuilder(message);
        State state = State.WHOLE;
        try {
            CodedInputStream input = CodedInputStream.newInstance(event.captured(), payload.start(),
                    payload.end() - payload.start());
            read.mergeFrom(input);
            input.checkLastTagWas(0);
        } catch (InvalidProtocolBufferException e) {
            state = State.MALFORMED;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
        if (!payload.whole()) {
            state = State.CUT;
        }
        String text = TextFormat.printer().emittingSingleLine(true).printToString(read.buildPartial()).strip();
        return new MessageText(state == State.CUT ? (text + " ...").strip() : text, state);
    }
}

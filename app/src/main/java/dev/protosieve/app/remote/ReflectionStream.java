package dev.protosieve.app.remote;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One talk with a reflection service: a question, an answer, and so on. */
final class ReflectionStream implements AutoCloseable {

    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final Duration patience;
    private @Nullable StreamObserver<ServerReflectionRequest> questions;

    private record Answer(@Nullable ServerReflectionResponse response, Status status) {
    }

    /** The server ended the talk. */
    static final class Ended extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Status status;

        Ended(Status status) {
            super(status.toString());
            this.status = status;
        }

        Status status() {
            return status;
        }
    }

    private ReflectionStream(Duration patience) {
        this.patience = patience;
    }

    /** Both versions have the same messages on the wire (grpc/reflection/v1/reflection.proto, v1alpha beside it). */
    static ReflectionStream open(Channel channel, String version, Duration patience) {
        MethodDescriptor<ServerReflectionRequest, ServerReflectionResponse> method = ServerReflectionGrpc
                .getServerReflectionInfoMethod().toBuilder()
                .setFullMethodName("grpc.reflection." + version + ".ServerReflection/ServerReflectionInfo").build();
        ReflectionStream stream = new ReflectionStream(patience);
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(patience);
        stream.questions = ClientCalls.asyncBidiStreamingCall(channel.newCall(method, options), stream.observer());
        return stream;
    }

    private StreamObserver<ServerReflectionResponse> observer() {
        return new StreamObserver<>() {
            @Override
            public void onNext(ServerReflectionResponse response) {
                answers.add(new Answer(response, Status.OK));
            }

            @Override
            public void onError(Throwable problem) {
                answers.add(new Answer(null, Status.fromThrowable(problem)));
            }

            @Override
            public void onCompleted() {
                answers.add(new Answer(null, Status.UNAVAILABLE.withDescription("the server hung up")));
            }
        };
    }

    ServerReflectionResponse ask(ServerReflectionRequest question) throws Ended {
        try {
            if (questions != null) {
                questions.onNext(question);
            }
            // the call has its own deadline; this one is for a library that forgets it
            Answer answer = answers.poll(patience.toMillis() * 2, TimeUnit.MILLISECONDS);
            if (answer == null || answer.response() == null) {
                throw new Ended(answer == null ? Status.DEADLINE_EXCEEDED : answer.status());
            }
            return answer.response();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Ended(Status.CANCELLED);
        }
    }

    @Override
    public void close() {
        if (questions != null) {
            questions.onCompleted();
        }
    }
}

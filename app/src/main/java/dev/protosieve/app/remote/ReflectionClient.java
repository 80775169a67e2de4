package dev.protosieve.app.remote;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Asks a gRPC server for its schema by server reflection, v1 and where that is unknown v1alpha. Blocks. */
public final class ReflectionClient {

    private static final int MOST_FILES = 10_000;
    private static final int LARGEST_ANSWER = 64 << 20;

    private final Duration patience;

    /** @param patience how long all answers together may take */
    public ReflectionClient(Duration patience) {
        this.patience = patience;
    }

    /**
     * Every file that a service of the server needs.
     *
     * @param stop asked between answers
     */
    public FileDescriptorSet fetch(ServerAddress address, BooleanSupplier stop) throws ReflectionException {
        OkHttpChannelBuilder builder = OkHttpChannelBuilder.forAddress(address.host(), address.port())
                .maxInboundMessageSize(LARGEST_ANSWER);
        ManagedChannel channel = address.tls() ? builder.build() : builder.usePlaintext().build();
        try {
            return fetch(channel, address, stop);
        } finally {
            channel.shutdownNow();
        }
    }

    private FileDescriptorSet fetch(ManagedChannel channel, ServerAddress address, BooleanSupplier stop)
            throws ReflectionException {
        for (String version : List.of("v1", "v1alpha")) {
            try (ReflectionStream stream = ReflectionStream.open(channel, version, patience)) {
                return files(stream, stop);
            } catch (ReflectionStream.Ended e) {
                boolean unknown = e.status().getCode() == Status.Code.UNIMPLEMENTED;
                if (!unknown || version.equals("v1alpha")) {
                    throw words(address, e.status());
                }
            }
        }
        throw new IllegalStateException("no version was asked");
    }

    private static FileDescriptorSet files(ReflectionStream stream, BooleanSupplier stop)
            throws ReflectionException, ReflectionStream.Ended {
        Map<String, FileDescriptorProto> files = new LinkedHashMap<>();
        ServerReflectionResponse services = stream
                .ask(ServerReflectionRequest.newBuilder().setListServices("*").build());
        for (ServiceResponse service : services.getListServicesResponse().getServiceList()) {
            if (!service.getName().startsWith("grpc.reflection.") && !stop.getAsBoolean()) {
                keep(stream
                        .ask(ServerReflectionRequest.newBuilder().setFileContainingSymbol(service.getName()).build()),
                        files);
            }
        }
        Deque<String> missing = new ArrayDeque<>(imports(files));
        Set<String> asked = new HashSet<>();
        while (!missing.isEmpty() && !stop.getAsBoolean()) {
            String name = missing.pop();
            if (!files.containsKey(name) && asked.add(name)) {
                keep(stream.ask(ServerReflectionRequest.newBuilder().setFileByFilename(name).build()), files);
                missing.addAll(imports(files));
            }
        }
        if (files.isEmpty()) {
            throw new ReflectionException("the server tells of no service",
                    "start it with its services, or open their .proto files");
        }
        return FileDescriptorSet.newBuilder().addAllFile(files.values()).build();
    }

    private static List<String> imports(Map<String, FileDescriptorProto> files) {
        return files.values().stream().flatMap(f -> f.getDependencyList().stream())
                .filter(name -> !files.containsKey(name)).distinct().toList();
    }

    private static void keep(ServerReflectionResponse response, Map<String, FileDescriptorProto> files)
            throws ReflectionException {
        if (response.hasErrorResponse()) {
            throw new ReflectionException("the server says: " + response.getErrorResponse().getErrorMessage(),
                    "its reflection does not know its own services; open their .proto files");
        }
        for (ByteString bytes : response.getFileDescriptorResponse().getFileDescriptorProtoList()) {
            try {
                FileDescriptorProto file = FileDescriptorProto.parseFrom(bytes);
                files.putIfAbsent(file.getName(), file);
            } catch (InvalidProtocolBufferException e) {
                throw new ReflectionException("the server sent a descriptor that is none", "open its .proto files");
            }
        }
        if (files.size() > MOST_FILES) {
            throw new ReflectionException("the server has more than " + MOST_FILES + " files",
                    "open the .proto files that you need");
        }
    }

    private ReflectionException words(ServerAddress address, Status status) {
        String where = address.host() + ":" + address.port();
        return switch (status.getCode()) {
            case UNAVAILABLE -> new ReflectionException("no gRPC server answers at " + where + detail(status),
                    "see that it runs, that the port is right, and whether it speaks TLS: here TLS is "
                            + (address.tls() ? "on" : "off"));
            case DEADLINE_EXCEEDED -> new ReflectionException(
                    where + " did not answer within " + patience.toSeconds() + " s",
                    "see whether it speaks gRPC, and whether it speaks TLS: here TLS is "
                            + (address.tls() ? "on" : "off"));
            case UNIMPLEMENTED -> new ReflectionException("the server at " + where + " has no reflection",
                    "switch it on in the server, or open its .proto files");
            case UNAUTHENTICATED, PERMISSION_DENIED -> new ReflectionException(
                    "the server at " + where + " does not tell strangers its schema" + detail(status),
                    "open its .proto files");
            case OK, CANCELLED, UNKNOWN, INVALID_ARGUMENT, NOT_FOUND, ALREADY_EXISTS, RESOURCE_EXHAUSTED,
                    FAILED_PRECONDITION, ABORTED, OUT_OF_RANGE, INTERNAL, DATA_LOSS ->
                new ReflectionException(
                        "the server at " + where + " ended the talk: " + status.getCode() + detail(status),
                        "try again, or open its .proto files");
        };
    }

    private static String detail(Status status) {
        Throwable cause = status.getCause();
        String said = cause != null && cause.getMessage() != null ? cause.getMessage() : status.getDescription();
        return said == null || said.isBlank() ? "" : " (" + said.lines().findFirst().orElse("") + ")";
    }
}

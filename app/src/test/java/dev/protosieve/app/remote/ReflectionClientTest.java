package dev.protosieve.app.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import io.grpc.BindableService;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against real servers on loopback. */
final class ReflectionClientTest {

    private final ReflectionClient client = new ReflectionClient(Duration.ofSeconds(5));

    private static Server server(BindableService... services) throws IOException {
        OkHttpServerBuilder builder = OkHttpServerBuilder.forPort(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), InsecureServerCredentials.create());
        List.of(services).forEach(builder::addService);
        return builder.build().start();
    }

    private static ServerAddress at(int port) {
        return new ServerAddress("localhost", port, false);
    }

    private void tellsOfHealth(BindableService reflection) throws Exception {
        Server server = server(reflection, new HealthStatusManager().getHealthService());
        try {
            FileDescriptorSet set = client.fetch(at(server.getPort()), () -> false);
            assertTrue(set.getFileList().stream().map(FileDescriptorProto::getPackage).toList()
                    .contains("grpc.health.v1"), set::toString);
        } finally {
            server.shutdownNow();
        }
    }

    @Test
    void schemaIsReadByTheNewReflection() throws Exception {
        tellsOfHealth(ProtoReflectionServiceV1.newInstance());
    }

    @SuppressWarnings("deprecation") // the old service is what is tested
    @Test
    void schemaIsReadByTheOldReflection() throws Exception {
        tellsOfHealth(io.grpc.protobuf.services.ProtoReflectionService.newInstance());
    }

    @Test
    void everyFailureSaysWhatToDo() throws Exception {
        Server silent = server(new HealthStatusManager().getHealthService());
        try {
            ReflectionException none = assertThrows(ReflectionException.class,
                    () -> client.fetch(at(silent.getPort()), () -> false));
            assertTrue(none.getMessage().endsWith("has no reflection"), none.getMessage());
            ReflectionException tls = assertThrows(ReflectionException.class, () -> client
                    .fetch(new ServerAddress("localhost", silent.getPort(), true), () -> false));
            assertTrue(tls.hint().endsWith("here TLS is on"), tls.getMessage() + tls.hint());
        } finally {
            silent.shutdownNow();
        }
        ReflectionException refused = assertThrows(ReflectionException.class,
                () -> client.fetch(at(silent.getPort()), () -> false));
        assertTrue(refused.getMessage().startsWith("no gRPC server answers at localhost:"), refused.getMessage());
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ReflectionException slow = assertThrows(ReflectionException.class,
                    () -> new ReflectionClient(Duration.ofSeconds(1)).fetch(at(mute.getLocalPort()), () -> false));
            assertTrue(slow.getMessage().contains("did not answer within 1 s"), slow.getMessage());
        }
    }

    @Test
    void addressesAreReadAsPeopleWriteThem() {
        assertEquals("grpc://localhost:50051", ServerAddress.of("localhost:50051", false).orElseThrow().toString());
        assertEquals("grpcs://a.b:443", ServerAddress.of("grpcs://a.b:443", false).orElseThrow().toString());
        assertEquals("grpc://a:1", ServerAddress.of("grpc:/a:1", false).orElseThrow().toString());
        assertEquals("grpcs://[::1]:9", ServerAddress.of("[::1]:9", true).orElseThrow().toString());
        assertEquals("___1_-9.binpb", ServerAddress.of("[::1]:9", true).orElseThrow().fileName());
        for (String bad : List.of("", "localhost", "a:0", "a:70000", "http://a:1", "a b:1", ":1")) {
            assertTrue(ServerAddress.of(bad, false).isEmpty(), bad);
        }
    }
}

package dev.protosieve.engine.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.text.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What packets of control groups do not have: an Ethernet header. */
final class HookDemandsTest {

    private static final String RULES = """
            schema "t.proto"
            message t.Q
            match udp.dst_port == 9000 && eth.type == 2048
            drop if eth.src == eth.dst || msg.n == 1
            drop if pkt.u8(13) == 0 || pkt.u16(14) > 3
            count by eth.vlan
            drop if pkt.u8(msg.n) == 3 && pkt.length > 60
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"CGROUP_INGRESS", "CGROUP_EGRESS"})
    void tellsEachAtItsCharacters(Hook hook) throws IOException {
        CompileReport report = compile(hook);
        List<String> found = report.diagnostics().stream().filter(d -> d.code().startsWith("emit."))
                .map(d -> d.place().line() + ":" + d.place().column() + " " + d.code() + " " + d.message()).toList();
        assertEquals(List.of(at("3:31", hook, "eth.type"), at("4:9", hook, "eth.src"), at("4:20", hook, "eth.dst"),
                at("5:13", hook, "byte 13 of the packet"), at("6:10", hook, "eth.vlan")), found);
        assertTrue(report.filter().isEmpty());
    }

    private static String at(String place, Hook hook, String what) {
        return place + " emit.not-at-hook the hook " + hook.id() + " does not show " + what
                + ": its packets begin with the IP header";
    }

    @ParameterizedTest
    @EnumSource(names = {"CGROUP_INGRESS", "CGROUP_EGRESS"}, mode = EnumSource.Mode.EXCLUDE)
    void asksNothingOfHooksThatShowTheFrame(Hook hook) throws IOException {
        assertTrue(compile(hook).filter().isPresent(), compile(hook).diagnostics().toString());
    }

    private CompileReport compile(Hook hook) throws IOException {
        Files.writeString(folder.resolve("t.proto"), "syntax = \"proto3\"; package t; message Q { int32 n = 1; }");
        return new RulePipeline(new SchemaLoader(new ProtoCompiler(Path.of(System.getProperty("protosieve.protoc")))))
                .compile(new SourceText("t.sieve", RULES), folder, EmitOptions.of(hook, KernelFeatures.ALL));
    }
}

package dev.protosieve.bpf.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Pointer;
import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.bpf.NeedsKernel.Need;
import dev.protosieve.bpf.feature.Cpus;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.ElfWriter;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.MapSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Object files in the hands of a program that is made with libbpf. */
@NeedsKernel(Need.LIBBPF)
final class LibbpfTest {

    private static final String RULES = "dev.protosieve.bpf.object.RuleFiles#everywhere";

    @TempDir
    Path folder;

    private final Libbpf libbpf = Libbpf.open();
    private @Nullable Pointer opened;

    @AfterEach
    void close() {
        if (opened != null) {
            libbpf.bpf_object__close(opened);
        }
    }

    private Pointer open(CompiledFilter filter, int cpus) throws IOException {
        Path file = Files.write(folder.resolve("out.o"), ElfWriter.write(filter, cpus));
        opened = libbpf.bpf_object__open_file(file.toString(), null);
        assertNotNull(opened, "libbpf does not open it");
        return opened;
    }

    @ParameterizedTest
    @MethodSource(RULES)
    void loadsAndFindsProgramAndMapsByName(Path file, Hook hook) throws IOException {
        CompiledFilter filter = RuleFiles.compile(file, hook).orElseThrow();
        Pointer object = open(filter, 1);
        Pointer packet = libbpf.bpf_object__find_map_by_name(object, "packet");
        assertEquals(hook.copies(), packet != null);
        if (packet != null) {
            assertEquals(1, libbpf.bpf_map__max_entries(packet));
            assertEquals(0, libbpf.bpf_map__set_max_entries(packet, Cpus.possible()));
        }
        assertEquals(0, libbpf.bpf_object__load(object));
        Pointer program = libbpf.bpf_object__find_program_by_name(object, filter.name());
        assertNotNull(program);
        assertTrue(libbpf.bpf_program__fd(program) >= 0);
        for (MapSpec spec : filter.maps()) {
            if (!spec.isReadOnly()) {
                Pointer map = libbpf.bpf_object__find_map_by_name(object, spec.name());
                assertNotNull(map, spec.name());
                assertTrue(libbpf.bpf_map__fd(map) >= 0, spec.name());
                int entries = spec.maxEntries() == MapSpec.PER_CPU ? Cpus.possible() : spec.maxEntries();
                assertEquals(entries, libbpf.bpf_map__max_entries(map), spec.name());
            }
        }
    }
}

package dev.protosieve.bpf.object;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is used here of libbpf, the library that most loaders are made of. */
public interface Libbpf extends Library {

    static Libbpf open() {
        return Native.load("libbpf.so.1", Libbpf.class, Map.of());
    }

    static Optional<String> missing() {
        try {
            open();
            return Optional.empty();
        } catch (UnsatisfiedLinkError e) {
            return Optional.of("libbpf1 (libbpf.so.1) is not installed");
        }
    }

    @Nullable Pointer bpf_object__open_file(String path, @Nullable Pointer options);

    int bpf_object__load(Pointer object);

    @Nullable Pointer bpf_object__find_program_by_name(Pointer object, String name);

    @Nullable Pointer bpf_object__find_map_by_name(Pointer object, String name);

    int bpf_program__fd(Pointer program);

    int bpf_map__fd(Pointer map);

    int bpf_map__max_entries(Pointer map);

    int bpf_map__set_max_entries(Pointer map, int entries);

    void bpf_object__close(Pointer object);
}

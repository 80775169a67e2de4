package dev.protosieve.engine.listing;

import dev.protosieve.engine.emit.ElfFormat;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.listing.ElfFile.Section;
import dev.protosieve.engine.listing.ElfFile.Symbol;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads ELF objects with eBPF programs: those of {@link dev.protosieve.engine.emit.ElfWriter}, and what clang makes of simple C. */
public final class ElfReader {

    /** Functions there are called by programs and are none. */
    private static final String TEXT = ".text";

    private ElfReader() {
    }

    /** Whether the bytes claim to be an ELF file. */
    public static boolean isElf(byte[] bytes) {
        return bytes.length >= Integer.BYTES && bytes[0] == 0x7f && bytes[1] == 'E' && bytes[2] == 'L'
                && bytes[3] == 'F';
    }

    /**
     * All programs of the file; total: whatever is wrong with it is one diagnostic.
     *
     * @param name of the file, for the diagnostic
     */
    public static Outcome<ElfObject> read(String name, byte[] bytes) {
        try {
            return Outcome.ok(read(bytes));
        } catch (MalformedObject e) {
            // Names in the message come from the file.
            String message = String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}", "?");
            return Outcome.failed(Diagnostic.error("listing.no-object", Place.of(name), message, ""));
        }
    }

    private static ElfObject read(byte[] bytes) throws MalformedObject {
        ElfFile file = ElfFile.read(bytes);
        ElfMaps maps = new ElfMaps(file);
        ElfLinker linker = new ElfLinker(file, maps);
        List<ElfObject.Program> programs = new ArrayList<>();
        for (Symbol symbol : file.symbols()) {
            if (symbol.type() == ElfFormat.FUNC && symbol.isGlobal() && symbol.section() < file.sections().size()) {
                Section section = file.sections().get(symbol.section());
                if (section.isCode() && !section.name().equals(TEXT)) {
                    programs.add(new ElfObject.Program(symbol.name(), section.name(), hook(section.name()),
                            linker.link(symbol)));
                }
            }
        }
        MalformedObject.require(!programs.isEmpty(), "it has no program: no global function outside of " + TEXT);
        return new ElfObject(license(file), maps.specs(), programs);
    }

    private static String license(ElfFile file) throws MalformedObject {
        Optional<Section> section = file.section(ElfFormat.LICENSE);
        return section.isEmpty() || section.get().contents().size() == 0 ? "" : section.get().contents().string(0);
    }

    /** By the names that libbpf knows (Documentation/bpf/libbpf/program_types.rst), and older ones. */
    static Optional<Hook> hook(String section) {
        boolean egress = section.endsWith("/egress");
        String type = section.replaceFirst("[/.].*|_filter.*", "");
        return switch (type) {
            case "xdp" -> Optional.of(section.startsWith(Hook.XDP_FRAGS.id()) ? Hook.XDP_FRAGS : Hook.XDP);
            case "tc", "classifier", "tcx" ->
                Optional.of(egress ? Hook.TC_EGRESS : Hook.TC_INGRESS);
            case "cgroup_skb" -> Optional.of(egress ? Hook.CGROUP_EGRESS : Hook.CGROUP_INGRESS);
            case "socket" -> Optional.of(Hook.SOCKET);
            default -> Optional.empty();
        };
    }
}

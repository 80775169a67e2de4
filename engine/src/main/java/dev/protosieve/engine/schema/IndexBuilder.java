package dev.protosieve.engine.schema;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Reads a large tree once; what has not changed on the disk since is not read again. */
final class IndexBuilder {

    private Map<Path, Known> known = new HashMap<>();
    private ProtoIndex last = ProtoIndex.NONE;

    private record Known(SourceList.Found file, ProtoIndex.Entry entry) {
    }

    /** @param stop asked between files; then the index has what was read so far */
    synchronized ProtoIndex index(List<SourceList.Found> found, SourceFiles files, BooleanSupplier stop) {
        Map<Path, Known> now = HashMap.newHashMap(found.size());
        List<SourceList.Found> changed = found.stream().filter(f -> !isKnown(f)).toList();
        if (changed.isEmpty() && found.size() == known.size()) {
            return last;
        }
        found.stream().filter(this::isKnown)
                .forEach(f -> now.put(f.path(), Objects.requireNonNull(known.get(f.path()))));
        changed.parallelStream().takeWhile(_ -> !stop.getAsBoolean())
                .map(f -> read(f, files).map(e -> new Known(f, e))).flatMap(Optional::stream).toList()
                .forEach(k -> now.put(k.file().path(), k));
        known = now;
        last = new ProtoIndex(found.stream().map(f -> now.get(f.path())).filter(Objects::nonNull).map(Known::entry)
                .toList());
        return last;
    }

    private boolean isKnown(SourceList.Found found) {
        Known old = known.get(found.path());
        return old != null && old.file().equals(found);
    }

    private static Optional<ProtoIndex.Entry> read(SourceList.Found file, SourceFiles files) {
        try {
            String text = new String(files.bytes(file.path()), StandardCharsets.UTF_8);
            return Optional.of(ProtoIndex.Entry.of(file.path(), file.name(), text));
        } catch (IOException e) {
            return Optional.empty(); // gone meanwhile, or unreadable: said when it is linked
        }
    }
}

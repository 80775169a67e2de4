package dev.protosieve.app.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Descriptors.Descriptor;
import dev.protosieve.engine.typed.TypedRules;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FieldUseTest {

    @Test
    void everyExpressionOfARuleReadsItsFields(@TempDir Path folder) {
        TypedRules rules = Samples.filter(folder,
                "count by msg.query if msg.safe\nlimit 1/s per msg.page\ndrop if msg.safe\n").rules();
        FieldUse use = FieldUse.of(rules);
        Descriptor message = rules.message();
        assertEquals(List.of(1), use.rulesReading(List.of(message.findFieldByName("query"))));
        assertEquals(List.of(2), use.rulesReading(List.of(message.findFieldByName("page"))));
        assertEquals(List.of(1, 3), use.rulesReading(List.of(message.findFieldByName("safe"))));
    }
}

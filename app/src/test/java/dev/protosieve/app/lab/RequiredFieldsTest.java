package dev.protosieve.app.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.app.lab.FieldRow.Role;
import dev.protosieve.app.session.Check;
import dev.protosieve.app.session.Document;
import dev.protosieve.app.session.LabReport;
import dev.protosieve.app.session.Prober;
import dev.protosieve.app.session.Samples;
import dev.protosieve.app.session.VerifierAnswer;
import dev.protosieve.app.session.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages without a field that their schema requires are judged, so they are edited as well. */
class RequiredFieldsTest {

    private static final String RULES = """
            schema "people.proto"
            message people.Update
            match udp.dst_port == 9000

            drop if msg.revision > 3
            """;
    private static final String PROTO2 = """
            syntax = "proto2";
            package people;
            import "google/protobuf/any.proto";
            message Update {
              required Person person = 1;
              optional int32 revision = 2;
              optional google.protobuf.Any more = 3;
            }
            message Person {
              required string name = 1;
              repeated Phone phones = 2;
              message Phone { required string number = 1; }
            }
            """;
    private static final String EDITION = """
            edition = "2023";
            package people;
            import "google/protobuf/any.proto";
            message Update {
              Person person = 1 [features.field_presence = LEGACY_REQUIRED];
              int32 revision = 2;
              google.protobuf.Any more = 3;
            }
            message Person {
              string name = 1 [features.field_presence = LEGACY_REQUIRED];
              repeated Phone phones = 2;
              message Phone { string number = 1 [features.field_presence = LEGACY_REQUIRED]; }
            }
            """;

    private static Workbench open(Path folder, String proto) throws IOException {
        Files.writeString(folder.resolve("people.proto"), proto);
        Workbench bench = new Workbench(Document.opened(folder.resolve("people.sieve"), RULES));
        bench.check().set(new Check(Samples.report(bench.document().get()), new VerifierAnswer.NotAsked("test")));
        return bench;
    }

    private static FieldRow row(LabViewModel lab, String field, Role role) {
        return MessageFields.rows(lab.draft().get().bytes(), lab.draft().get().type().orElseThrow()).orElseThrow()
                .stream().filter(r -> r.field().getName().equals(field) && r.role() == role).findFirst().orElseThrow();
    }

    private static void add(LabViewModel lab, String field, Role role) {
        lab.message(MessageFields.add(lab.draft().get().bytes(), lab.draft().get().type().orElseThrow(),
                row(lab, field, role)));
    }

    private static void hasInAllForms(LabViewModel lab, String text) {
        assertEquals(Optional.of(text), lab.text(MessageForm.TEXT).map(t -> t.replaceAll("\\s+", " ")));
        String hex = lab.text(MessageForm.HEX).orElseThrow();
        for (MessageForm form : MessageForm.values()) {
            String shown = lab.text(form).orElseThrow();
            lab.edit(MessageForm.HEX, "10 09");
            lab.edit(form, shown);
            assertEquals(Optional.empty(), lab.mistake().get(), shown);
            assertEquals(Optional.of(hex), lab.text(MessageForm.HEX), shown);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PROTO2, EDITION})
    void areEditedInEveryForm(String proto, @TempDir Path folder) throws IOException {
        LabViewModel lab = new LabViewModel(open(folder, proto), Runnable::run, Runnable::run);
        hasInAllForms(lab, "");
        add(lab, "person", Role.ABSENT);
        add(lab, "phones", Role.LIST);
        hasInAllForms(lab, "person { phones { } }");
        lab.edit(MessageForm.TEXT,
                "person { name: \"A\" } more { [type.googleapis.com/people.Person] { phones { } } }");
        lab.message(MessageFields.clear(lab.draft().get().bytes(), lab.draft().get().type().orElseThrow(),
                row(lab, "name", Role.SCALAR)));
        hasInAllForms(lab, "person { } more { [type.googleapis.com/people.Person] { phones { } } }");
    }

    @ParameterizedTest
    @ValueSource(strings = {PROTO2, EDITION})
    void areJudgedAndSaved(String proto, @TempDir Path folder) throws IOException {
        Workbench bench = open(folder, proto);
        LabViewModel lab = new LabViewModel(bench, Runnable::run, Runnable::run);
        lab.edit(MessageForm.JSON, "{\"person\": {}, \"revision\": 9}");
        LabReport report = new Prober().probe(new Prober.Request(bench.probe().get(), bench.check().get().report(),
                List.of(), "none in this test"), () -> false).orElseThrow();
        bench.lab().set(Optional.of(report));
        assertEquals(Optional.of("expect drop { person { } revision: 9 }"), lab.expectation());
    }
}

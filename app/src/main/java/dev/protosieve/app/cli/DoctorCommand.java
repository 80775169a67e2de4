package dev.protosieve.app.cli;

import dev.protosieve.app.shell.Surroundings;
import dev.protosieve.bpf.feature.Check;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what this machine can do, and what to do about what is missing. */
@Command(name = "doctor", mixinStandardHelpOptions = true, versionProvider = VersionText.class, description = "Examines kernel, privileges, hooks, Java, protoc, JavaFX, display and fonts.")
final class DoctorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON object with the list \"checks\".")
    private boolean json;

    @Override
    public Integer call() {
        List<Check> checks = Surroundings.examine();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.of(Map.of("checks", checks.stream().map(DoctorCommand::entry).toList())));
        } else {
            checks.forEach(c -> out.println(String.format("%-8s %-12s %s%s", c.ok() ? "ok" : "missing", c.name(),
                    c.detail(), c.hint().isEmpty() ? "" : " - " + c.hint())));
        }
        return checks.stream().allMatch(Check::ok) ? Commands.OK : Commands.FINDINGS;
    }

    private static Map<String, Object> entry(Check check) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", check.name());
        entry.put("ok", check.ok());
        entry.put("detail", check.detail());
        entry.put("hint", check.hint());
        return entry;
    }
}

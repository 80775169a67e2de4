package dev.protosieve.app.cli;

import dev.protosieve.app.Wiring;
import dev.protosieve.app.session.RunSession;
import dev.protosieve.app.session.RunSnapshot;
import dev.protosieve.app.shell.GuiLauncher;
import dev.protosieve.app.shell.GuiOptions;
import dev.protosieve.app.shell.Surroundings;
import dev.protosieve.app.task.AtExit;
import dev.protosieve.app.theme.Theme;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.target.TestPackets;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The search sample end to end: its window, its filter in the live kernel, and traffic over loopback. */
@Command(name = "demo", mixinStandardHelpOptions = true, versionProvider = VersionText.class, description = {
        "Filters search requests that it sends itself over loopback, half of which a rule decides.",
        "Shows the window (on a display, or drawn in memory), prints live counts, and checks the sums."})
final class DemoCommand implements Callable<Integer> {

    private static final String DEVICE = "lo";
    private static final Duration WITHOUT_DISPLAY = Duration.ofSeconds(10);
    private static final long SEED = 2026;

    private final Supplier<Wiring> wirings;

    @Spec
    private CommandSpec spec;

    @Option(names = "--rate", defaultValue = "1000", paramLabel = "N", description = "Messages a second.")
    private long rate;

    @Option(names = "--duration", paramLabel = "D", description = "Such as 10s; without it until the window is closed, or 10s where there is no display.")
    private @Nullable Duration duration;

    @Option(names = "--hook", defaultValue = "xdp", description = "xdp, xdp.frags, tc or tc-egress.")
    private Hook hook;

    @Option(names = "--snapshot", paramLabel = "FILE.png", description = "Write a picture of the window near the end.")
    private @Nullable Path snapshot;

    @Option(names = "--size", defaultValue = "1440x900", paramLabel = "WxH", description = "Of the window.")
    private String size;

    @Option(names = "--theme", defaultValue = "dark", description = "dark or light.")
    private String theme;

    DemoCommand(Supplier<Wiring> wirings) {
        this.wirings = wirings;
    }

    @Override
    public Integer call() throws CommandFailed, IOException, InterruptedException {
        if (rate < 1 || hook == Hook.SOCKET || hook.isAtCgroup()) {
            throw new ParameterException(spec.commandLine(), rate < 1 ? "--rate takes 1 or more"
                    : hook == Hook.SOCKET ? "a socket filter drops nothing for others: use xdp or tc"
                            : "the demo sends over an interface, not to a control group: use xdp or tc");
        }
        GuiOptions options = options();
        Kernel.open().close();
        // the exit guard is opened first, so that it is closed last: a signal waits for everything here
        try (AtExit exit = new AtExit(); Wiring wiring = wirings.get(); GuiLauncher gui = wiring.gui(options)) {
            Optional<String> refused = gui.load();
            if (refused.isPresent()) {
                throw new CommandFailed(refused.get());
            }
            return run(wiring, gui, exit);
        }
    }

    private GuiOptions options() throws CommandFailed {
        if (!size.matches("[1-9][0-9]{2,4}x[1-9][0-9]{2,4}") || !theme.matches("dark|light")) {
            throw new ParameterException(spec.commandLine(), "--size takes WxH in pixels, --theme dark or light");
        }
        int by = size.indexOf('x');
        return GuiOptions.STANDARD.file(sample()).at(hook, DEVICE).theme(Theme.named(theme))
                .size(Integer.parseInt(size.substring(0, by)), Integer.parseInt(size.substring(by + 1)));
    }

    private static Path sample() throws CommandFailed {
        Path file = Path.of(System.getProperty("protosieve.home", "."), "samples", "search", "search.sieve");
        if (!Files.isReadable(file)) {
            throw new CommandFailed(file + " is missing", "start the demo with bin/protosieve of the distribution");
        }
        return file;
    }

    private int run(Wiring wiring, GuiLauncher gui, AtExit exit)
            throws CommandFailed, IOException, InterruptedException {
        RunSession session = gui.session().orElseThrow(() -> new CommandFailed("the filter was not loaded"));
        CompiledFilter filter = session.filter();
        int port = TestPackets.of(filter.rules(), 1)
                .orElseThrow(() -> new CommandFailed("no port was found that the file's match accepts"))
                .destinationPort();
        try (DemoTraffic traffic = new DemoTraffic(DemoMessages.of(filter.rules(), SEED), port, rate,
                wiring.workers())) {
            gui.beforeDetach(traffic::end);
            traffic.begin();
            boolean attached = watch(session, traffic, exit, gui);
            if (snapshot != null && !exit.isAsked()) {
                gui.picture(snapshot);
                spec.commandLine().getOut().println("picture of the window: " + snapshot.toAbsolutePath());
            }
            long achieved = traffic.achieved();
            traffic.end();
            boolean same = gui.session().equals(Optional.of(session));
            // at a signal the toolkit is going down by itself, so the window must not be asked
            RunSnapshot last = exit.isAsked() ? session.stop() : gui.stop(session);
            if (!attached) {
                spec.commandLine().getErr().println(RunSession.lost(DEVICE));
            }
            boolean adds = new DemoTable(traffic, last, spec.commandLine().getOut()).print(achieved, same);
            if (exit.isAsked()) {
                exit.close();
            }
            return adds && attached ? Commands.OK : Commands.FINDINGS;
        }
    }

    private boolean watch(RunSession session, DemoTraffic traffic, AtExit exit, GuiLauncher gui)
            throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Optional<Duration> most = Optional.ofNullable(duration)
                .or(() -> Surroundings.hasDisplay(System.getenv()) ? Optional.empty() : Optional.of(WITHOUT_DISPLAY));
        return new LiveCounts(session, exit).print(most, gui::isClosed, second -> out
                .println(RunText.live(second, session.snapshot(), String.format("sent %,d  ", traffic.sent()))));
    }
}

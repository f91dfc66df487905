package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.assay.analysis.compile.Agreement;
import org.assay.analysis.compile.CompileOptions;
import org.assay.analysis.compile.CompileOptions.Target;
import org.assay.analysis.compile.CompiledFolder;
import org.assay.analysis.compile.CompiledNetwork;
import org.assay.analysis.compile.EveryContext;
import org.assay.analysis.compile.ProgramCompiler;
import org.assay.analysis.compile.UncompilableProgramException;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.file.ConfigException.Problem;
import org.assay.datasets.file.Json;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.weights.ModelFolder;
import org.assay.reports.cli.answer.CompiledAnswer;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ConsoleProgress;
import org.assay.reports.cli.terminal.ExitCode;
import org.assay.reports.cli.terminal.UsageException;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.run.Interpreter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code program compile}: a program as a network whose circuit is known. */
@Command(
        name = "compile",
        description = {
            "Write a network that does what a program does, with the circuit that is in it.",
            "The folder opens everywhere that a trained network does; truth/circuit.json is for assay circuit --truth."
        })
public final class ProgramCompileCommand implements Callable<Integer> {
    private static final int MOST_WIDTH = 1024;

    private final Console console;

    @Mixin
    private GlobalOptions global;

    @Mixin
    private ProgressOptions quietness;

    @Parameters(
            index = "0",
            paramLabel = "PROGRAM",
            description = "A program as text, or the name of one that comes along.")
    private Path file;

    @Option(names = "--out", required = true, paramLabel = "MODEL", description = "Folder for the network.")
    private Path out;

    @Option(
            names = "--target",
            defaultValue = "softmax",
            paramLabel = "KIND",
            description = "softmax or bilinear attention (and MLPs); ${DEFAULT-VALUE} when not given.")
    private String target;

    @Option(
            names = "--length",
            defaultValue = "5",
            paramLabel = "L",
            description = "Tokens of the longest context that it answers; ${DEFAULT-VALUE} when not given.")
    private int length;

    @Option(
            names = "--rotate",
            defaultValue = "0",
            paramLabel = "SEED",
            description =
                    "Of the rotation of the residual stream, of codes and noise; ${DEFAULT-VALUE} when not given.")
    private long seed;

    @Option(
            names = "--width",
            paramLabel = "D",
            description =
                    "Directions of the residual stream; what the program needs when not given, the rest holds nothing.")
    private Integer width;

    @Option(
            names = "--noise",
            defaultValue = "0",
            paramLabel = "X",
            description = {
                "Noise on every weight, as a share of the root mean square of the weights of its tensor;",
                "${DEFAULT-VALUE} when not given."
            })
    private double noise;

    @Option(
            names = "--contexts",
            defaultValue = "20000",
            paramLabel = "N",
            description = {
                "Contexts on which network and program are compared: every string where there are no more,",
                "else so many drawn ones; ${DEFAULT-VALUE} when not given."
            })
    private int most;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    public ProgramCompileCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Limits.require("--length", length, 1, 4096);
        Limits.require("--rotate", seed, 0, Long.MAX_VALUE);
        Limits.require("--contexts", most, 1, 1 << 20);
        if (!(noise >= 0 && noise <= 10)) {
            throw new UsageException("--noise must lie in 0 .. 10, got " + noise, "give a number in that range");
        }
        Program program = ProgramCommand.read(file);
        CompiledNetwork network = compiled(program);
        try (ConsoleProgress progress = quietness.progress(console)) {
            CompiledFolder.write(network, out, progress);
        }
        Checked checked = check(network);
        CompiledAnswer answer = CompiledAnswer.of(network, out.toString(), checked.agreement(), checked.everyContext());
        console.result(json ? Json.pretty(answer) : answer.text());
        return noise > 0 || checked.agreement().isExact() ? ExitCode.OK.code() : ExitCode.CHECK_FAILED.code();
    }

    private CompiledNetwork compiled(Program program) {
        CompileOptions options =
                CompileOptions.of(kind(), length, Seed.of(seed)).withNoise(noise);
        try {
            CompiledNetwork network = ProgramCompiler.compile(program, options);
            if (width == null) {
                return network;
            }
            Limits.require("--width", width, network.config().dModel(), MOST_WIDTH);
            return ProgramCompiler.compile(
                    program, options.withSpare(width - network.config().dModel()));
        } catch (UncompilableProgramException e) {
            throw new ConfigException(List.of(new Problem(
                    file.toString(), 0, 0, e.getMessage(), "docs/compiling.md lists what cannot be compiled")));
        }
    }

    private Target kind() {
        return switch (target) {
            case "softmax" -> Target.SOFTMAX;
            case "bilinear" -> Target.BILINEAR;
            default ->
                throw new UsageException(
                        "--target must be softmax or bilinear, got '" + target + "'", "give one of the two");
        };
    }

    private record Checked(Agreement agreement, boolean everyContext) {}

    /** The network as it was written, in the engine, against the program. */
    private Checked check(CompiledNetwork network) throws IOException {
        int tokens = network.program().vocabulary().size();
        double strings = 0;
        for (int n = 1; n <= length; n++) {
            strings += Math.pow(tokens, n);
        }
        boolean every = strings <= most;
        ContextSet contexts = every ? EveryContext.upTo(tokens, length) : drawn(tokens);
        try (HookedTransformer written = HookedTransformer.of(
                "written", network.vocabulary(), ModelFolder.read(out).weights())) {
            Interpreter interpreter = Interpreter.of(network.program(), "program");
            return new Checked(Agreement.of(interpreter, network.model(written), contexts), every);
        }
    }

    private ContextSet drawn(int tokens) {
        Draws draws = Seed.of(seed).child("contexts").draws();
        List<int[]> sequences = new ArrayList<>();
        for (int rows = 0; rows < most; rows += length) {
            int[] sequence = new int[length];
            for (int p = 0; p < length; p++) {
                sequence[p] = draws.nextInt(tokens);
            }
            sequences.add(sequence);
        }
        return ContextSet.everyPosition(sequences.toArray(int[][]::new), 0);
    }
}

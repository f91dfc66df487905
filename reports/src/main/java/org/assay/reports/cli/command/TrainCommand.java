package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.assay.analysis.experiment.ModelSpec;
import org.assay.analysis.experiment.ReferenceFolder;
import org.assay.analysis.experiment.ReferenceTraining;
import org.assay.datasets.file.Spelling;
import org.assay.datasets.language.Languages;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.neural.djl.ComputeDevice;
import org.assay.neural.train.TrainedNetwork;
import org.assay.neural.train.Trainings;
import org.assay.neural.weights.ModelFolder;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ConsoleProgress;
import org.assay.reports.cli.terminal.ExitCode;
import org.assay.reports.cli.terminal.Interruption;
import org.assay.reports.cli.terminal.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code train}: reference networks on a language, one for each seed. */
@Command(
        name = "train",
        description = {
            "Train a reference network on a language. The same command goes on where it was interrupted, and ends with the same"
                    + " bytes.",
            "Writes DIR/training (checkpoints, metrics, kept weights) and DIR/model; the last line printed is DIR/model. With"
                    + " --seeds, DIR/seed-S/training and DIR/seed-S/model for each; the last line printed is DIR."
        })
public final class TrainCommand implements Callable<Integer> {
    private final Console console;
    private final Interruption interruption;

    @Mixin
    private GlobalOptions global;

    @Mixin
    private ProgressOptions quietness;

    @Mixin
    private TrainingOptions changes;

    @Parameters(index = "0", paramLabel = "LANGUAGE", description = "A built-in name or a YAML file.")
    private String language;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "SPEC",
            description = "Network and training: tiny, softmax, bilinear, or a YAML file with the same fields.")
    private String model;

    @Option(names = "--seed", paramLabel = "S", description = "A whole number; default: 1.")
    private Long seed;

    @Option(
            names = "--seeds",
            paramLabel = "A..B",
            description = "One training for each seed: a range with both ends, such as 0..4, or a list, such as 1,5,9.")
    private String seeds;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description =
                    "Trainings that run beside each other; default: one for each processor. No result depends on it.")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = "cpu",
            description = "cpu, gpu, or auto: the GPU where the engine can use one; default: ${DEFAULT-VALUE}.")
    private String device;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description =
                    "Also write each network to DIR/SPEC-SEED with its recipe, learning curve and scores, small enough to keep.")
    private Path keep;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder to write to; made when missing.")
    private Path out;

    public TrainCommand(Console console, Interruption interruption) {
        this.console = console;
        this.interruption = interruption;
    }

    /** One network: a seed, and the folder that it is written to. */
    private record Place(long seed, String name, Path folder) {}

    @Override
    public Integer call() throws IOException {
        Limits.require("--workers", workers, 1, 1024);
        GeneratingProcess process = Languages.open(language);
        if (!ModelSpec.exists(model)) {
            throw new UsageException(
                    "there is no model '" + model + "', nor a file of that name",
                    Spelling.hint(model, ModelSpec.names()));
        }
        ModelSpec spec = ModelSpec.open(model, changes.overrides());
        ComputeDevice chosen = device();
        List<Place> places = places(process.name());
        List<Trainings.Task> tasks = places.stream()
                .map(place -> new Trainings.Task(
                        () -> ReferenceTraining.job(place.name(), process, spec, Seed.of(place.seed()))
                                .on(chosen),
                        place.folder().resolve("training"),
                        network -> finished(place, process, spec, network)))
                .toList();
        List<TrainedNetwork> trained;
        try (ConsoleProgress progress = quietness.progress(console)) {
            trained = Trainings.train(tasks, workers, progress, interruption.arm());
        }
        console.result(summary(places, trained) + (seeds == null ? out.resolve("model") : out) + "\n");
        return ExitCode.OK.code();
    }

    private void finished(Place place, GeneratingProcess process, ModelSpec spec, TrainedNetwork network)
            throws IOException {
        new ModelFolder(network.weights(), process.vocabulary())
                .write(place.folder().resolve("model"));
        if (keep != null) {
            String name = Path.of(model).getFileName().toString().replaceFirst("\\.[^.]*$", "");
            ReferenceFolder.write(keep.resolve(name + "-" + place.seed()), process, spec, place.seed(), network);
        }
    }

    private ComputeDevice device() {
        if (!List.of("cpu", "gpu", "auto").contains(device)) {
            throw new UsageException("--device must be cpu, gpu or auto, got '" + device + "'", "");
        }
        return ComputeDevice.chosen(device);
    }

    private List<Place> places(String process) {
        if (seeds == null) {
            return List.of(new Place(seed == null ? 1 : seed, process, out));
        }
        if (seed != null) {
            throw new UsageException(
                    "--seed and --seeds cannot both be given", "--seeds " + seed + " is one of a list");
        }
        List<Place> places = new ArrayList<>();
        for (long each : SeedList.of(seeds)) {
            places.add(new Place(each, process + " seed " + each, out.resolve("seed-" + each)));
        }
        return places;
    }

    private String summary(List<Place> places, List<TrainedNetwork> trained) {
        StringBuilder text = new StringBuilder();
        TrainedNetwork first = trained.get(0);
        text.append(String.format(
                Locale.ROOT,
                "%s, %d parameters%n",
                first.weights().config().shape(),
                first.weights().values().length));
        for (int i = 0; i < trained.size(); i++) {
            TrainedNetwork network = trained.get(i);
            double loss = network.curve().finalLoss();
            text.append(String.format(
                    Locale.ROOT,
                    "%sheld-out loss %.4f nats/token, floor %.4f, excess %.4f, after %d steps%n",
                    seeds == null ? "" : "seed " + places.get(i).seed() + ": ",
                    loss,
                    network.floor(),
                    network.curve().last().excess().orElse(loss - network.floor()),
                    network.curve().last().step()));
        }
        return text.append('\n').toString();
    }
}

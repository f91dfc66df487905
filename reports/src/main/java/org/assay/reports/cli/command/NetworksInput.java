package org.assay.reports.cli.command;

import java.nio.file.Path;
import java.util.List;
import org.assay.datasets.language.Languages;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Networks of one process, and the seed of what is drawn to ask them. */
final class NetworksInput {
    @Parameters(
            index = "0",
            paramLabel = "MODEL[,MODEL...]",
            split = ",",
            description =
                    "Folders of networks; of several, seeds of one recipe, the numbers of each stand beside each other.")
    private List<Path> models;

    @Parameters(
            index = "1",
            paramLabel = "LANGUAGE",
            description = "What is true: a language or process by name or as a YAML file.")
    private String language;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "0",
            description = "Of contexts and of whatever else is drawn; ${DEFAULT-VALUE} when not given.")
    private long seed;

    List<Path> models() {
        return models;
    }

    String language() {
        return language;
    }

    GeneratingProcess process() {
        return Languages.open(language);
    }

    Seed seed() {
        return Seed.of(seed);
    }
}

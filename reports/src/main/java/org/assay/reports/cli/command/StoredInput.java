package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import org.assay.analysis.subspace.folder.StoredPartition;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.neural.hook.HookedTransformer;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A partition that was fitted before, with the network and the language that it is of. */
final class StoredInput {
    @Parameters(index = "0", paramLabel = "FOLDER", description = "Written by 'partition fit'.")
    private Path folder;

    @Option(names = "--model", paramLabel = "DIR", description = "The network, where it lies elsewhere now.")
    private Path model;

    @Option(names = "--language", paramLabel = "LANGUAGE", description = "The language, where it lies elsewhere now.")
    private String language;

    Path folder() {
        return folder;
    }

    StoredPartition partition() throws IOException {
        return PartitionInputs.stored(folder);
    }

    GeneratingProcess process(StoredPartition stored) {
        return PartitionInputs.process(stored, language, folder);
    }

    /** To be closed by the caller. */
    HookedTransformer network(StoredPartition stored, GeneratingProcess process) throws IOException {
        return PartitionInputs.network(stored, model, process, folder);
    }
}

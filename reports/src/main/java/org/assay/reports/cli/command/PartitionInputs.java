package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assay.analysis.subspace.folder.StoredPartition;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.file.ConfigException.Problem;
import org.assay.datasets.language.Languages;
import org.assay.datasets.model.Site;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.weights.foreign.OpenedModel;
import org.assay.reports.cli.terminal.UsageException;

/** Networks, languages and folders that the commands about partitions are given. */
final class PartitionInputs {
    private PartitionInputs() {}

    /** The network in {@code model}, whose tokens must be those of {@code process}. */
    static HookedTransformer network(Path model, GeneratingProcess process, String language) throws IOException {
        if (!Files.isDirectory(model)) {
            throw new UsageException("there is no folder " + model, "name a folder that holds config.json: --model");
        }
        OpenedModel opened = OpenedModel.of(model);
        if (opened.outputs() != OpenedModel.Outputs.SOFTMAX) {
            throw new UsageException(
                    "the network in " + model + " answers with sets of tokens and has no law",
                    "name one that answers with a law");
        }
        if (!opened.vocabulary().equals(process.vocabulary())) {
            throw wrong(
                    model.toString(),
                    "its " + opened.vocabulary().size() + " tokens are not the "
                            + process.vocabulary().size() + " of " + language + " in the order of their ids",
                    "take the language that it was trained on: --language");
        }
        return HookedTransformer.of("network", opened.vocabulary(), opened.weights());
    }

    /** The site called {@code name}; one vector for each position. */
    static Site site(HookedTransformer network, String name) {
        try {
            if (!network.point(new Site(name)).isVector()) {
                throw new UsageException(
                        "the site " + name + " does not hold one vector for each position",
                        "name one of the residual stream, such as " + network.lastResidual());
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    e.getMessage(), "name one of the residual stream, such as " + network.lastResidual());
        }
        return new Site(name);
    }

    /** What a sequence may be long, {@code asked} or as long as the network reads where that is 0. */
    static int length(HookedTransformer network, int asked) {
        int longest = network.config().nCtx();
        if (asked > longest) {
            throw new UsageException(
                    "the network reads at most " + longest + " tokens, --length is " + asked,
                    "give --length " + longest + " or less");
        }
        return asked == 0 ? longest : asked;
    }

    static StoredPartition stored(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new UsageException("there is no folder " + folder, "name a folder that 'partition fit' has written");
        }
        return StoredPartition.read(folder);
    }

    /** The language that the partition is of: the one it names, or {@code other} if given. */
    static GeneratingProcess process(StoredPartition stored, String other, Path folder) {
        String language = other == null ? stored.origin().language() : other;
        GeneratingProcess process = Languages.open(language);
        if (!process.id().hex().equals(stored.card().languageId())) {
            throw wrong(
                    folder.toString(),
                    "was cut on " + stored.card().language() + " as it was defined then, which " + language + " is not",
                    "name the language as it was: --language");
        }
        return process;
    }

    /** The network that the partition is of: where it lay, or in {@code other} if given. */
    static HookedTransformer network(StoredPartition stored, Path other, GeneratingProcess process, Path folder)
            throws IOException {
        Path model = other == null ? Path.of(stored.origin().model()) : other;
        HookedTransformer network = network(model, process, stored.card().language());
        if (!network.weights().id().hex().equals(stored.card().network())) {
            network.close();
            throw wrong(
                    folder.toString(),
                    "is a partition of another network than the one in " + model,
                    "name the folder of the network that it was cut from: --model");
        }
        return network;
    }

    static ConfigException wrong(String where, String why, String remedy) {
        return new ConfigException(List.of(new Problem(where, 0, 0, why, remedy)));
    }
}

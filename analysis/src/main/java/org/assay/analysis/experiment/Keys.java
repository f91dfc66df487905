package org.assay.analysis.experiment;

import org.assay.analysis.experiment.ExperimentSpec.LanguageSpec;
import org.assay.datasets.file.Json;
import org.assay.datasets.origin.ContentHash;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;

/**
 * Content keys of stages: hashes of everything that decides a stage's result, the version of its algorithm among them. A version
 * is raised when a change to the code changes results; results of older versions are then no longer found.
 */
final class Keys {
    private static final String TRAINING_VERSION = "2";
    private static final String MEASURING_VERSION = "3";

    private Keys() {}

    static ContentHash network(LanguageSpec spec, GeneratingProcess process, Seed seed) {
        return new ContentHash.Builder()
                .add("network " + TRAINING_VERSION)
                .add(process.id().hex())
                .add(Json.line(spec.network()))
                .add(Json.line(spec.training()))
                .add(seed.toString())
                .build();
    }

    static ContentHash measurement(ContentHash network, LanguageSpec spec, Seed seed, boolean pictures) {
        return new ContentHash.Builder()
                .add("measurement " + MEASURING_VERSION)
                .add(network.hex())
                .add(Json.line(spec.contexts()))
                .add(Json.line(spec.methods()))
                .add(seed.toString() + pictures)
                .build();
    }
}

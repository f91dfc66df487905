package org.assay.analysis.experiment;

import org.assay.analysis.experiment.ExperimentSpec.LanguageSpec;
import org.assay.analysis.experiment.partition.PartitionSpec;
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
    private static final String PARTITION_VERSION = "1";
    private static final String PARTITION_SCORING_VERSION = "2";
    private static final String CIRCUIT_VERSION = "1";

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

    /** Of one cut; what only a method uses that is told the factors is part of the key of such a cut alone. */
    static ContentHash partition(ContentHash network, PartitionSpec spec, PartitionStages.Place place, Seed seed) {
        ContentHash.Builder key = new ContentHash.Builder()
                .add("partition " + PARTITION_VERSION)
                .add(network.hex())
                .add(place.subject().trained() ? "trained" : "untrained")
                .add(place.site())
                .add(place.method())
                .add("blocks " + spec.blocks() + ", sequences " + spec.fitted())
                .add(seed.toString());
        if (PartitionSpec.CEILINGS.contains(place.method())) {
            key.add(spec.factors() + ", pairs " + spec.pairs());
        }
        return key.build();
    }

    /** Of the scores of cuts, to which the keys of the cuts are added. */
    static ContentHash.Builder partitionScores(PartitionSpec spec) {
        return new ContentHash.Builder()
                .add("partition scores " + PARTITION_SCORING_VERSION)
                .add(spec.factors() + ", sequences " + spec.scored() + ", pairs " + spec.pairs())
                .add("random partitions " + spec.draws() + ", exchanges " + spec.exchanged());
    }

    /** Of a circuit, to which the keys of its cuts and the names of their blocks are added. */
    static ContentHash.Builder partitionCircuit() {
        return new ContentHash.Builder().add("partition circuit " + CIRCUIT_VERSION);
    }
}

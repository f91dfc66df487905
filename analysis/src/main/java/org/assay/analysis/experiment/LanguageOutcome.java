package org.assay.analysis.experiment;

import java.util.List;
import java.util.Optional;
import org.assay.analysis.experiment.ExperimentSpec.LanguageSpec;
import org.assay.analysis.experiment.partition.PartitionOutcome;
import org.assay.datasets.process.GeneratingProcess;

/**
 * All finished stages of one language.
 *
 * @param networks     where the networks lie
 * @param trained      what is known of each
 * @param measurements one for each replicate; replicate r is of network r modulo their number
 * @param partitions   empty where no site is cut
 */
record LanguageOutcome(
        LanguageSpec spec,
        GeneratingProcess process,
        List<NetworkStage> networks,
        List<NetworkStage.Trained> trained,
        List<Measurement> measurements,
        Optional<PartitionOutcome> partitions) {}

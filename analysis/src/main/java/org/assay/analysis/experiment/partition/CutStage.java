package org.assay.analysis.experiment.partition;

import java.util.Optional;

/**
 * A cut, or why there is none.
 *
 * @param cut     empty where the method refused
 * @param refusal its reason, empty where it did not
 */
public record CutStage(Optional<SiteCut> cut, String refusal) {}

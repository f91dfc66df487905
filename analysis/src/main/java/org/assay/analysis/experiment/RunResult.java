package org.assay.analysis.experiment;

import java.util.List;
import org.assay.analysis.metric.Score;

/**
 * Everything that a finished experiment found: what {@code scores.json} and the page are made of. Holds nothing volatile, so
 * the same experiment gives the same result.
 *
 * @param experiment name
 * @param key        content key of the resolved experiment
 * @param question   what was asked, a sentence
 * @param command    the command that makes this run again
 * @param processes  one part per language
 * @param scores     every score, controls included
 * @param checks     what the experiment states must hold, and whether it did
 * @param limits     what this run cannot say, sentences
 */
public record RunResult(
        String experiment,
        String key,
        String question,
        String command,
        List<ProcessResult> processes,
        List<Score> scores,
        List<Check> checks,
        List<String> limits) {

    /**
     * @param name   a stated check such as {@code toy-english below the trigram plateau}
     * @param passed whether it held
     * @param detail the measured number, the bound, and why it matters
     */
    public record Check(String name, boolean passed, String detail) {}
}

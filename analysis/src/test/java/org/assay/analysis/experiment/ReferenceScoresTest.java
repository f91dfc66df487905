package org.assay.analysis.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assay.datasets.language.Languages;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.SequenceModel;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.junit.jupiter.api.Test;

class ReferenceScoresTest {
    private static final int POSITIONS = 24;

    /** Holds every token equally likely. */
    private record Uniform(Vocabulary vocabulary) implements SequenceModel {
        @Override
        public String name() {
            return "uniform";
        }

        @Override
        public NextTokenTable next(ContextSet contexts) {
            double[] law = new double[contexts.rows() * vocabulary.size()];
            Arrays.fill(law, 1.0 / vocabulary.size());
            return new NextTokenTable(contexts.id(), Matrix.wrap(contexts.rows(), vocabulary.size(), law));
        }
    }

    private static ReferenceScores scores(SequenceModel model, GeneratingProcess process, boolean scoredOnly) {
        return ReferenceScores.of(model, process, POSITIONS, scoredOnly, 40, Seed.of(1));
    }

    @Test
    void the_process_itself_has_no_excess() {
        GeneratingProcess process = Languages.open("toy-english");
        ReferenceScores scores = scores(process, process, false);
        assertThat(scores.targets()).isEqualTo(40 * POSITIONS);
        assertThat(scores.loss()).isEqualTo(scores.floor());
        assertThat(scores.excess()).isZero();
        assertThat(scores.rules()).allMatch(rule -> rule.excess() == 0);
        assertThat(scores.labels()).allMatch(label -> label.loss() == label.floor());
    }

    @Test
    void a_uniform_guess_loses_the_logarithm_of_the_vocabulary() {
        GeneratingProcess process = Languages.open("toy-english");
        ReferenceScores scores = scores(new Uniform(process.vocabulary()), process, false);
        assertThat(scores.loss()).isCloseTo(Math.log(54), within(1e-12));
        assertThat(scores.rules().stream()
                        .mapToDouble(ReferenceScores.Group::share)
                        .sum())
                .isCloseTo(1, within(1e-12));
        assertThat(scores.labels().stream()
                        .mapToDouble(label -> label.share() * label.floor())
                        .sum())
                .isCloseTo(scores.floor(), within(1e-12));
    }

    @Test
    void only_what_the_task_scores_counts_where_that_is_asked() {
        GeneratingProcess process = Languages.open("unique-copy-26");
        ReferenceScores known = ReferenceScores.of(process, process, 42, true, 40, Seed.of(1));
        assertThat(known.exact()).isEqualTo(1);
        assertThat(known.floor()).isZero();
        assertThat(known.targets()).isBetween(40L * 2, 40L * 21);
        ReferenceScores guessed =
                ReferenceScores.of(new Uniform(process.vocabulary()), process, 42, true, 40, Seed.of(1));
        assertThat(guessed.exact()).isLessThan(.1);
    }
}

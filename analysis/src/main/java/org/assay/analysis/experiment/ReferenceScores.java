package org.assay.analysis.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.datasets.corpus.SampledSequence;
import org.assay.datasets.corpus.Sampler;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.SequenceModel;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;

/**
 * How well a trained network knows its process, on fresh sequences that it was neither trained nor watched on. All in nats per
 * token, over the targets that its training counted.
 *
 * @param sequences how many were drawn
 * @param targets   how many counted
 * @param floor     mean of {@code -ln p} of the tokens that came, under the exact law: the Bayes loss of exactly these
 * @param loss      the same under the network
 * @param excess    mean KL(truth || network); what {@code loss - floor} estimates, without the chance of the draw
 * @param exact     share of the sequences whose every target is the token that the network holds most likely
 * @param rules     by the rule that wins there, rules of one name but for their tokens together: floor is the mean entropy of the exact
 *                  law, loss the mean cross-entropy, excess their difference; shares times excesses sum to the excess
 * @param labels    by the rule that emitted the token, as published tables are: floor and loss of the tokens that came. The
 *                  label is hidden from every model, so what is left over the floor need not be positive
 */
record ReferenceScores(
        int sequences,
        long targets,
        double floor,
        double loss,
        double excess,
        double exact,
        List<Group> rules,
        List<Group> labels) {
    private static final int AT_ONCE = 32;

    /** One group of targets. */
    record Group(String name, double share, double floor, double loss, double excess) {}

    /** Sums over a group. */
    private static final class Sums {
        private long count;
        private double floor;
        private double loss;

        private void add(double floorOfRow, double lossOfRow) {
            count++;
            floor += floorOfRow;
            loss += lossOfRow;
        }

        private Group group(String name, long all) {
            return new Group(name, (double) count / all, floor / count, loss / count, (loss - floor) / count);
        }
    }

    /**
     * @param positions  how many of each sequence are read, so that many targets are asked for
     * @param scoredOnly count the targets that the process scores, not all
     */
    static ReferenceScores of(
            SequenceModel network,
            GeneratingProcess process,
            int positions,
            boolean scoredOnly,
            int sequences,
            Seed seed) {
        Sampler sampler = new Sampler(process, seed, positions + 1);
        Tally tally = new Tally(process, scoredOnly);
        for (int first = 0; first < sequences; first += AT_ONCE) {
            SampledSequence[] drawn = new SampledSequence[Math.min(AT_ONCE, sequences - first)];
            int[][] seen = new int[drawn.length][];
            for (int s = 0; s < drawn.length; s++) {
                drawn[s] = sampler.sequence(first + s);
                seen[s] = Arrays.copyOf(drawn[s].tokens(), positions);
            }
            tally.add(network, ContextSet.everyPosition(seen, 0), drawn);
        }
        return tally.scores(sequences);
    }

    /** Sums over all that was drawn. */
    private static final class Tally {
        private final GeneratingProcess process;
        private final boolean scoredOnly;
        private final Sums observed = new Sums();
        private final Sums expected = new Sums();
        private final Map<String, Sums> rules = new LinkedHashMap<>();
        private final Map<String, Sums> labels = new LinkedHashMap<>();
        private int exact;

        Tally(GeneratingProcess process, boolean scoredOnly) {
            this.process = process;
            this.scoredOnly = scoredOnly;
            for (String rule : process.rules()) {
                rules.putIfAbsent(family(rule), new Sums());
                labels.putIfAbsent(family(rule), new Sums());
            }
        }

        /** Rows of {@code contexts} are every position of {@code drawn} but the last of each, in order. */
        void add(SequenceModel network, ContextSet contexts, SampledSequence[] drawn) {
            Matrix truth = process.next(contexts).probabilities();
            Matrix answer = network.next(contexts).probabilities();
            boolean[] scored = process.scored(contexts);
            int[] winners = process.rules().isEmpty() ? new int[0] : process.winningRule(contexts);
            int row = 0;
            for (SampledSequence sequence : drawn) {
                boolean all = true;
                for (int next = 1; next < sequence.tokens().length; next++, row++) {
                    if (scored[row] || !scoredOnly) {
                        add(truth, answer, row, sequence, next);
                        all &= largest(answer, row) == sequence.tokens()[next];
                        if (winners.length > 0) {
                            addTo(
                                    rules,
                                    winners[row],
                                    crossEntropy(truth, truth, row),
                                    crossEntropy(truth, answer, row));
                        }
                    }
                }
                exact += all ? 1 : 0;
            }
        }

        private void add(Matrix truth, Matrix answer, int row, SampledSequence sequence, int next) {
            int token = sequence.tokens()[next];
            double floor = -StrictMath.log(truth.get(row, token));
            double loss = -StrictMath.log(answer.get(row, token));
            observed.add(floor, loss);
            expected.add(crossEntropy(truth, truth, row), crossEntropy(truth, answer, row));
            if (sequence.rules()[next] >= 0) {
                addTo(labels, sequence.rules()[next], floor, loss);
            }
        }

        private void addTo(Map<String, Sums> groups, int rule, double floor, double loss) {
            groups.get(family(process.rules().get(rule))).add(floor, loss);
        }

        ReferenceScores scores(int sequences) {
            long all = observed.count;
            Group tokens = observed.group("", all);
            return new ReferenceScores(
                    sequences,
                    all,
                    tokens.floor(),
                    tokens.loss(),
                    expected.group("", all).excess(),
                    (double) exact / sequences,
                    groups(rules, all),
                    groups(labels, all));
        }
    }

    /** The name of a rule without the tokens that it is about. */
    private static String family(String rule) {
        int colon = rule.indexOf(':');
        return colon < 0 ? rule : rule.substring(0, colon);
    }

    private static List<Group> groups(Map<String, Sums> sums, long all) {
        List<Group> groups = new ArrayList<>();
        sums.forEach((name, sum) -> {
            if (sum.count > 0) {
                groups.add(sum.group(name, all));
            }
        });
        return groups;
    }

    private static double crossEntropy(Matrix truth, Matrix answer, int row) {
        double sum = 0;
        for (int v = 0; v < truth.columns(); v++) {
            double p = truth.get(row, v);
            sum -= p > 0 ? p * StrictMath.log(answer.get(row, v)) : 0;
        }
        return sum;
    }

    private static int largest(Matrix answer, int row) {
        int largest = 0;
        for (int v = 1; v < answer.columns(); v++) {
            largest = answer.get(row, v) > answer.get(row, largest) ? v : largest;
        }
        return largest;
    }
}

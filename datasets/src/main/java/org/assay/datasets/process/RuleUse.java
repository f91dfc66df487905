package org.assay.datasets.process;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/**
 * What a rule does in the sequences of its language, from a sample that is the same at every call.
 *
 * @param wins  share of tokens at which it wins, between 0 and 1; over rules these sum to 1
 * @param emits share of tokens that it emitted; over rules these sum to 1
 * @param floor mean entropy of the exact law where it wins, nats: the Bayes loss there; NaN when it never won
 */
public record RuleUse(double wins, double emits, double floor) {
    private static final Seed SEED = Seed.of(0).child("rule-use");
    private static final int SEQUENCES = 1_000;
    private static final int LENGTH = 128;

    /** For every rule in order, over 128,000 tokens; empty for a process that is not made of rules. */
    public static List<RuleUse> of(GeneratingProcess process) {
        int rules = process.rules().size();
        if (rules == 0) {
            return List.of();
        }
        long[] wins = new long[rules];
        long[] emits = new long[rules];
        double[] entropy = new double[rules];
        double[] law = new double[process.vocabulary().size()];
        Observer observer = process.observer();
        for (int sequence = 0; sequence < SEQUENCES; sequence++) {
            Draws draws = SEED.child(sequence).draws();
            observer.restart();
            for (int position = 0; position < LENGTH; position++) {
                int winner = observer.winningRule();
                observer.next(law);
                entropy[winner] += Entropy.of(law);
                wins[winner]++;
                int token = observer.draw(draws);
                emits[observer.emittingRule()]++;
                observer.read(token);
            }
        }
        double tokens = (double) SEQUENCES * LENGTH;
        List<RuleUse> uses = new ArrayList<>();
        for (int rule = 0; rule < rules; rule++) {
            uses.add(new RuleUse(wins[rule] / tokens, emits[rule] / tokens, entropy[rule] / wins[rule]));
        }
        return uses;
    }
}

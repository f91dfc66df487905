package org.assay.datasets.learn;

import java.util.List;
import org.assay.datasets.language.LanguageDefinition;
import org.assay.datasets.language.RuleLanguage;
import org.assay.datasets.process.Observer;
import org.assay.datasets.progress.Progress;

/**
 * Losses on the sequences held out, in nats per token, all over the same targets: every token but the first of a sequence and
 * those that the text learnt from does not hold. Nothing is infinite, as one part in ten thousand of the unigram law is
 * mixed into the language.
 *
 * @param tokens     targets; 0 when nothing was held out, and the losses are NaN
 * @param language   of the language
 * @param unigram    of n-grams with Witten-Bell smoothing, estimated from the same text as the language
 * @param bigram     the same
 * @param trigram    the same
 * @param unknown    held-out tokens that the text learnt from does not hold
 * @param impossible targets to which the language alone gives no probability
 */
public record HeldOutLosses(
        long tokens, double language, double unigram, double bigram, double trigram, long unknown, long impossible) {
    private static final double OF_UNIGRAM = 1e-4;
    private static final String TASK = "held-out loss";

    static HeldOutLosses of(LanguageDefinition definition, HeldOutSplit split, Progress progress) {
        RuleLanguage language = RuleLanguage.of(definition);
        List<String> words = split.train().words();
        int[] idOf = words.stream().mapToInt(language.vocabulary()::id).toArray();
        WittenBell ngrams = new WittenBell(split.train());
        Observer observer = language.observer();
        double[] law = new double[words.size()];
        double[] sums = new double[4];
        long targets = 0;
        long unknown = 0;
        long impossible = 0;
        int done = 0;
        for (int[] sequence : split.heldOut()) {
            observer.restart();
            int before = Layout.NONE;
            int last = Layout.NONE;
            for (int token : sequence) {
                boolean scored = token != Layout.NONE && last != Layout.NONE;
                unknown += token == Layout.NONE ? 1 : 0;
                if (scored) {
                    observer.next(law);
                    double unigram = ngrams.unigram(token);
                    double p = observer.tokensRead() == 0 ? 0 : law[idOf[token]];
                    targets++;
                    impossible += p == 0 ? 1 : 0;
                    sums[0] -= Math.log((1 - OF_UNIGRAM) * p + OF_UNIGRAM * unigram);
                    sums[1] -= Math.log(unigram);
                    sums[2] -= Math.log(ngrams.bigram(last, token));
                    sums[3] -= Math.log(ngrams.trigram(before, last, token));
                }
                if (token == Layout.NONE) {
                    observer.restart();
                } else {
                    read(observer, idOf[token]);
                }
                before = last;
                last = token;
            }
            done++;
            if (done % 64 == 0 || done == split.heldOut().size()) {
                progress.at(TASK, done, split.heldOut().size(), "");
            }
        }
        return new HeldOutLosses(
                targets,
                sums[0] / targets,
                sums[1] / targets,
                sums[2] / targets,
                sums[3] / targets,
                unknown,
                impossible);
    }

    /** A token that cannot come, such as a stray bracket, begins a new sequence for the language. */
    private static void read(Observer observer, int token) {
        try {
            observer.read(token);
        } catch (IllegalArgumentException cannotCome) {
            observer.restart();
        }
    }
}

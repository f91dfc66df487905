package org.assay.symbolic.fit.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import org.assay.datasets.corpus.SampledContexts;
import org.assay.datasets.language.LanguageReader;
import org.assay.datasets.language.Languages;
import org.assay.datasets.language.RuleLanguage;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.Observer;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.run.Interpreter;
import org.assay.symbolic.text.ProgramParser;
import org.assay.symbolic.text.ProgramPrinter;
import org.junit.jupiter.api.Test;

/** The process itself stands for a network that has learnt it perfectly. */
class RuleFitterTest {
    private static final String LANGUAGE = """
            name: small
            vocabulary:
              FUNC: [the, a, at, with]
              NOUN: [baker, smith, miller, singer]
              VERB: [bakes, hammers, grinds, sings]
            start: FUNC
            transitions:
              FUNC: {NOUN: 0.7, FUNC: 0.1, VERB: 0.2}
              NOUN: {VERB: 0.6, FUNC: 0.4}
              VERB: {FUNC: 0.7, NOUN: 0.3}
            rules:
              - kind: skip-trigram
                window: 5
                rows:
                  - {anchor: smith, trigger: with, emit: {hammers: 0.75, grinds: 0.25}}
              - {kind: induction, over: VERB, which: latest}
              - kind: token-bigram
                rows:
                  - {after: baker, emit: {bakes: 0.9, sings: 0.1}}
            brackets:
              - name: aside
                open: "("
                close: ")"
                probability: 0.04
                lengths: [2, 3]
                first: NOUN
                rows: {NOUN: {VERB: 1}, VERB: {NOUN: 1}}
                redraws: 0
                then: FUNC
            """;

    private static final GeneratingProcess PROCESS = RuleLanguage.of(LanguageReader.read("small.yaml", LANGUAGE));
    private static final ContextSet CONTEXTS =
            SampledContexts.of(PROCESS, Seed.of(1), 300, 40, 0).contexts();
    private static final FittedRules FITTED = fit(CONTEXTS, PROCESS.next(CONTEXTS));

    /** Groups send their first rule that matches, and one of these emits by weight; the fallback only where there is none. */
    private static final String MIXTURE = """
            name: mixture
            vocabulary:
              A: [a0, a1, a2, a3, a4]
              B: [b0, b1, b2, b3, b4, b5]
              C: [c0, c1, c2, c3]
              D: [d0, d1, d2, d3, d4]
            start: A
            transitions:
              A: {B: 0.5, C: 0.5}
              B: {C: 0.6, D: 0.4}
              C: {D: 0.3, A: 0.7}
              D: {A: 0.4, B: 0.6}
            dispatch: mixture
            fallback-weight: 0
            noise: 0.01
            rules:
              - kind: skip-trigram
                window: 9
                weight: 2
                rows:
                  - {anchor: b0, trigger: a1, emit: {c1: 0.35, d2: 0.65}}
                  - {anchor: b1, trigger: a1, emit: {b3: 0.4, b4: 0.6}}
              - kind: xor
                window: 6
                weight: 1
                rows:
                  - {anchors: [c0, c1], trigger: a3, emit: d0, otherwise: b2}
              - kind: agreement
                after: B
                over: A
                window: 5
                weight: 3
                rows:
                  - {when: [a0, a1], emit: A}
                  - {when: [a2, a3, a4], emit: D}
              - kind: token-bigram
                weight: 3
                rows:
                  - {after: a1, emit: {c1: 0.35, c2: 0.4, a4: 0.25}}
                  - {after: a3, emit: {c3: 0.4, b4: 0.35, d1: 0.25}}
                  - {after: b5, emit: {c0: 0.2, d1: 0.8}}
            """;

    private static FittedRules fit(ContextSet contexts, NextTokenTable table) {
        return RuleFitter.fit(contexts, table, PROCESS.vocabulary(), RuleFitOptions.DEFAULT, Progress.SILENT);
    }

    @Test
    void every_rule_of_a_small_language_is_claimed_where_it_emits() {
        ContextSet fresh = SampledContexts.of(PROCESS, Seed.of(2), 100, 40, 0).contexts();
        double[][] shares = trueShares(PROCESS, fresh);
        for (int rule = 0; rule < shares.length; rule++) {
            double best = 0;
            for (ClaimedRule claim : FITTED.rules()) {
                best = Math.max(best, overlap(claim.emission().on(fresh).shares(), shares[rule]));
            }
            assertThat(best).as(PROCESS.rules().get(rule)).isGreaterThan(0.95);
        }
        assertThat(FITTED.rules()).hasSize(shares.length);
        assertThat(FITTED.rules()).extracting(ClaimedRule::kind).contains("skip-trigram", "induction", "token-bigram");
    }

    @Test
    void in_a_mixture_no_rule_is_claimed_together_with_what_others_say_there() {
        GeneratingProcess process = RuleLanguage.of(LanguageReader.read("mixture.yaml", MIXTURE));
        ContextSet contexts =
                SampledContexts.of(process, Seed.of(7), 200, 64, 0).contexts();
        FittedRules fitted = RuleFitter.fit(
                contexts, process.next(contexts), process.vocabulary(), RuleFitOptions.DEFAULT, Progress.SILENT);
        ContextSet fresh = SampledContexts.of(process, Seed.of(8), 100, 64, 0).contexts();
        double[][] shares = trueShares(process, fresh);
        for (int rule = 0; rule < shares.length; rule++) {
            double best = 0;
            for (ClaimedRule claim : fitted.rules()) {
                best = Math.max(best, overlap(claim.emission().on(fresh).shares(), shares[rule]));
            }
            assertThat(best).as(process.rules().get(rule)).isGreaterThan(0.9);
        }
    }

    @Test
    void the_printed_program_answers_like_the_fitted_rules_on_contexts_never_seen() {
        ContextSet fresh = SampledContexts.of(PROCESS, Seed.of(3), 100, 60, 0).contexts();
        String text = ProgramPrinter.print(FITTED.program());
        NextTokenTable answers =
                Interpreter.of(ProgramParser.parse(text, "printed"), "p").next(fresh);
        NextTokenTable truth = PROCESS.next(fresh);
        assertThat(answers).isEqualTo(Interpreter.of(FITTED.program(), "p").next(fresh));
        requireAnswers(FITTED, answers, fresh);
        double loss = 0;
        for (int i = 0; i < truth.probabilities().values().length; i++) {
            double q = truth.probabilities().values()[i];
            loss += q > 0 ? q * Math.log(q / answers.probabilities().values()[i]) / fresh.rows() : 0;
        }
        assertThat(loss).isBetween(0.0, 0.005);
    }

    @Test
    void brackets_within_brackets_are_written_as_they_were_fitted() {
        GeneratingProcess nested = RuleLanguage.of(
                LanguageReader.read("nested.yaml", LANGUAGE.replace("brackets:", "nesting: 2\nbrackets:")));
        ContextSet contexts = SampledContexts.of(nested, Seed.of(4), 200, 40, 0).contexts();
        FittedRules fitted = fit(contexts, nested.next(contexts));
        ContextSet fresh = SampledContexts.of(nested, Seed.of(5), 100, 60, 0).contexts();
        requireAnswers(fitted, Interpreter.of(fitted.program(), "p").next(fresh), fresh);
    }

    @Test
    void behind_a_token_that_no_row_of_the_fit_ends_in_there_is_a_law_too() {
        GeneratingProcess process = Languages.open("toy-english");
        ContextSet few = SampledContexts.of(process, Seed.of(6), 10, 16, 0).contexts();
        FittedRules fitted =
                RuleFitter.fit(few, process.next(few), process.vocabulary(), RuleFitOptions.DEFAULT, Progress.SILENT);
        assertThat(fitted.report().step("program").heldOutLoss())
                .isCloseTo(fitted.report().step("rules").heldOutLoss(), offset(0.1));
    }

    /** The claims together say all that the program answers. */
    private static void requireAnswers(FittedRules fitted, NextTokenTable answers, ContextSet fresh) {
        double[] total = new double[fresh.rows()];
        double[] mixed = new double[answers.probabilities().values().length];
        for (ClaimedRule claim : fitted.rules()) {
            RuleShares shares = claim.emission().on(fresh);
            for (int row = 0; row < total.length; row++) {
                total[row] += shares.shares()[row];
                for (int v = 0; v < answers.vocabularySize(); v++) {
                    int i = row * answers.vocabularySize() + v;
                    mixed[i] += shares.shares()[row] * shares.laws().values()[i];
                }
            }
        }
        for (int i = 0; i < mixed.length; i++) {
            assertThat(answers.probabilities().values()[i]).isCloseTo(mixed[i], offset(2e-4));
        }
        assertThat(Arrays.stream(total)).allMatch(share -> Math.abs(share - 1) < 1e-9);
    }

    @Test
    void a_network_that_answers_the_same_everywhere_is_given_no_rules() {
        double[] law = new double[PROCESS.vocabulary().size()];
        Arrays.fill(law, 1.0 / law.length);
        Matrix table = Matrix.zeros(CONTEXTS.rows(), law.length);
        for (int row = 0; row < CONTEXTS.rows(); row++) {
            System.arraycopy(law, 0, table.values(), row * law.length, law.length);
        }
        FittedRules nothing = fit(CONTEXTS, new NextTokenTable(CONTEXTS.id(), table));
        assertThat(nothing.rules()).extracting(ClaimedRule::kind).containsOnly(Fallback.KIND);
        assertThat(nothing.report().failures()).isNotEmpty();
        assertThat(nothing.report().step("program").heldOutLoss()).isLessThan(1e-4);
    }

    @Test
    void the_same_contexts_give_the_same_program() {
        assertThat(fit(CONTEXTS, PROCESS.next(CONTEXTS)).program()).isEqualTo(FITTED.program());
    }

    @Test
    void a_table_of_other_contexts_or_too_few_sequences_are_refused() {
        ContextSet few = ContextSet.everyPosition(new int[][] {CONTEXTS.sequence(0)}, 0);
        assertThatThrownBy(() -> fit(few, PROCESS.next(CONTEXTS))).hasMessageContaining("must be of the contexts");
        assertThatThrownBy(() -> fit(few, PROCESS.next(few))).hasMessageContaining("hold out");
    }

    private static double[][] trueShares(GeneratingProcess process, ContextSet contexts) {
        double[][] shares = new double[process.rules().size()][contexts.rows()];
        Observer observer = process.observer();
        for (int row = 0; row < contexts.rows(); row++) {
            if (contexts.rowPosition(row) == 0) {
                observer.restart();
            }
            observer.read(contexts.sequence(contexts.rowSequence(row))[contexts.rowPosition(row)]);
            var readings = observer.readings();
            for (int rule = 0; rule < shares.length; rule++) {
                shares[rule][row] = readings.get(rule).probability();
            }
        }
        return shares;
    }

    private static double overlap(double[] a, double[] b) {
        double least = 0;
        double most = 0;
        for (int i = 0; i < a.length; i++) {
            least += Math.min(a[i], b[i]);
            most += Math.max(a[i], b[i]);
        }
        return least / most;
    }
}

package org.assay.symbolic.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.assay.datasets.corpus.SampledContexts;
import org.assay.datasets.language.LanguageReader;
import org.assay.datasets.language.RuleLanguage;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.cost.DescriptionLength;
import org.assay.symbolic.fit.rule.FittedRules;
import org.assay.symbolic.fit.rule.HeldOut;
import org.assay.symbolic.fit.rule.RuleFitOptions;
import org.assay.symbolic.fit.rule.RuleFitter;
import org.assay.symbolic.program.Program;
import org.junit.jupiter.api.Test;

/** Processes whose laws are known stand for networks that have learnt them perfectly. */
class SameLengthTest {
    private static final double N = RuleFitOptions.DEFAULT.observations();
    private static final String BIGRAMS = """
            name: bigrams
            vocabulary:
              FUNC: [the, a, at, with]
              NOUN: [baker, smith, miller, singer]
              VERB: [bakes, hammers, grinds, sings]
            start: FUNC
            transitions:
              FUNC: {NOUN: 0.7, FUNC: 0.1, VERB: 0.2}
              NOUN: {VERB: 0.6, FUNC: 0.4}
              VERB: {FUNC: 0.7, NOUN: 0.3}
            """;

    /** No two tokens are followed alike, so that categories shorten nothing. */
    private static final String DISTINCT = """
            name: distinct
            vocabulary:
              ONE: [a]
              TWO: [b]
              THREE: [c]
              FOUR: [d]
            start: ONE
            transitions:
              ONE: {ONE: 0.1, TWO: 0.6, THREE: 0.2, FOUR: 0.1}
              TWO: {ONE: 0.3, TWO: 0.1, THREE: 0.5, FOUR: 0.1}
              THREE: {ONE: 0.1, TWO: 0.2, THREE: 0.3, FOUR: 0.4}
              FOUR: {ONE: 0.7, TWO: 0.1, THREE: 0.1, FOUR: 0.1}
            """;

    private static final String SKIP_TRIGRAMS = BIGRAMS + """
            rules:
              - kind: skip-trigram
                window: 8
                rows:
                  - {anchor: smith, trigger: with, emit: {hammers: 0.75, grinds: 0.25}}
                  - {anchor: baker, trigger: the, emit: {bakes: 0.9, sings: 0.1}}
                  - {anchor: singer, trigger: at, emit: {sings: 0.9, a: 0.1}}
            """;

    /** Rules, and what no longer programs lose on the same held-out rows. */
    private record Compared(double rules, Map<String, Program> controls, HeldOut rows) {
        static Compared of(String text) {
            GeneratingProcess process = RuleLanguage.of(LanguageReader.read("language.yaml", text));
            ContextSet contexts =
                    SampledContexts.of(process, Seed.of(1), 300, 40, 0).contexts();
            NextTokenTable table = process.next(contexts);
            RuleFitOptions options = RuleFitOptions.DEFAULT;
            FittedRules fitted = RuleFitter.fit(contexts, table, process.vocabulary(), options, Progress.SILENT);
            HeldOut rows = HeldOut.of(contexts, table, options.heldOutShare());
            FitReport.Step step = fitted.report().step("program");
            assertThat(rows.heldOutLoss(fitted.program())).isEqualTo(step.heldOutLoss());
            Map<String, Program> controls = SameLengthTest.controls(step.programNats(), rows, process);
            return new Compared(step.heldOutLoss(), controls, rows);
        }

        double loss(String name) {
            return rows.heldOutLoss(controls.get(name));
        }
    }

    private static Map<String, Program> controls(double budget, HeldOut rows, GeneratingProcess process) {
        Map<String, Program> controls = SameLength.of(
                        budget,
                        rows.fit(),
                        rows.fitTable(),
                        process.vocabulary(),
                        N,
                        new ReferenceNumerics(),
                        Progress.SILENT)
                .stream()
                .collect(Collectors.toMap(SameLength.Control::name, SameLength.Control::program));
        controls.values()
                .forEach(program -> assertThat(DescriptionLength.of(program, N)).isLessThanOrEqualTo(budget));
        return controls;
    }

    @Test
    void ideal_what_needs_only_the_last_token_is_found_by_those_that_know_only_the_last_tokens() {
        GeneratingProcess process = RuleLanguage.of(LanguageReader.read("language.yaml", BIGRAMS));
        ContextSet contexts =
                SampledContexts.of(process, Seed.of(1), 300, 40, 0).contexts();
        HeldOut rows = HeldOut.of(contexts, process.next(contexts), 0.2);
        Map<String, Program> controls = controls(5000, rows, process);
        assertThat(controls).containsOnlyKeys("bigram", "votes", "context tree");
        controls.values()
                .forEach(program -> assertThat(rows.heldOutLoss(program)).isBetween(0.0, 1e-3));
    }

    @Test
    void ideal_where_the_last_token_is_all_there_is_rules_are_no_better() {
        Compared compared = Compared.of(DISTINCT);
        assertThat(compared.rules()).isBetween(0.0, 2e-3);
        assertThat(compared.loss("context tree")).isLessThanOrEqualTo(compared.rules() + 5e-4);
        assertThat(compared.loss("bigram")).isLessThanOrEqualTo(compared.rules() + 5e-4);
    }

    @Test
    void rules_beat_all_of_them_where_what_matters_stands_further_back() {
        Compared compared = Compared.of(SKIP_TRIGRAMS);
        assertThat(compared.controls()).containsOnlyKeys("bigram", "votes", "context tree");
        for (String name : compared.controls().keySet()) {
            assertThat(compared.loss(name)).as(name).isGreaterThan(2 * compared.rules());
        }
    }

    @Test
    void null_answers_that_do_not_depend_on_the_context_are_known_to_all() {
        GeneratingProcess process = RuleLanguage.of(LanguageReader.read("language.yaml", BIGRAMS));
        ContextSet contexts = SampledContexts.of(process, Seed.of(1), 50, 40, 0).contexts();
        double[] law = new double[process.vocabulary().size()];
        Arrays.setAll(law, v -> (v + 1) * 2.0 / (law.length * (law.length + 1)));
        double[][] laws = new double[contexts.rows()][];
        Arrays.fill(laws, law);
        HeldOut rows = HeldOut.of(contexts, new NextTokenTable(contexts.id(), Matrix.ofRows(laws)), 0.2);
        Map<String, Program> controls = controls(2000, rows, process);
        assertThat(controls).containsOnlyKeys("bigram", "votes", "context tree");
        controls.values().forEach(program -> {
            assertThat(rows.heldOutLoss(program)).isBetween(0.0, 1e-4);
            assertThat(program.unembedding().votes()).isEmpty();
        });
    }

    @Test
    void a_larger_budget_is_never_worse_and_too_small_a_one_leaves_nothing() {
        GeneratingProcess process = RuleLanguage.of(LanguageReader.read("language.yaml", SKIP_TRIGRAMS));
        ContextSet contexts =
                SampledContexts.of(process, Seed.of(1), 100, 40, 0).contexts();
        HeldOut rows = HeldOut.of(contexts, process.next(contexts), 0.2);
        assertThat(controls(1, rows, process)).isEmpty();
        Map<String, Program> small = controls(600, rows, process);
        Map<String, Program> large = controls(3000, rows, process);
        assertThat(small).isNotEmpty();
        small.forEach((name, program) ->
                assertThat(rows.fitLoss(large.get(name))).as(name).isLessThanOrEqualTo(rows.fitLoss(program) + 1e-6));
    }
}

package org.assay.analysis.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.assay.analysis.control.NgramModel;
import org.assay.datasets.corpus.SampledContexts;
import org.assay.datasets.language.Languages;
import org.assay.datasets.language.RuleLanguage;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.fit.rule.ClaimedRule;
import org.assay.symbolic.fit.rule.RuleShares;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RuleRecoveryTest {
    private static final RuleLanguage TOY = (RuleLanguage) Languages.open("toy-english");
    private static final ContextSet ROWS =
            SampledContexts.of(TOY, Seed.of(5), 150, 48, 0).contexts();
    private static final NextTokenTable TRUTH = TOY.next(ROWS);
    private static List<TrueRule> rules;
    private static List<ClaimedRule> ideal;

    @BeforeAll
    static void claim_the_truth() {
        rules = TrueRule.of(TOY);
        ideal = TrueClaims.of(
                TOY,
                rules.stream()
                        .filter(rule -> rule.asked() || TOY.rules().contains(rule.name()))
                        .toList());
    }

    @Test
    void toy_english_has_twenty_seven_rules_to_find() {
        assertThat(rules.stream().filter(TrueRule::asked).map(TrueRule::kind))
                .hasSize(27)
                .containsOnly(
                        "token-trigram", "category-trigram", "skip-trigram", "induction", "token-bigram", "brackets");
        assertThat(rules.stream().filter(rule -> rule.name().startsWith("noun-bigram")))
                .hasSize(8);
        assertThat(rules.stream()
                        .filter(rule -> !rule.asked())
                        .map(TrueRule::kind)
                        .distinct())
                .containsExactly("post-bracket", "category-bigram", "boost", "bracket-open", TrueRule.NOT_ASKED_FOR);
    }

    @Test
    void the_truth_finds_everything_and_says_nothing_false() {
        RuleRecovery recovery = recovery(ideal, Optional.of(TRUTH));
        assertThat(recovery.learned()).isEqualTo(27);
        assertThat(recovery.recall()).hasValue(1);
        assertThat(recovery.recallByGain()).hasValue(1);
        assertThat(recovery.precision()).hasValue(1);
        assertThat(recovery.precisionByNats()).hasValue(1);
        assertThat(recovery.rules()).allSatisfy(found -> {
            assertThat(found.claim()).hasValue(found.rule().name());
            assertThat(found.jaccard()).isCloseTo(1, within(1e-9));
            assertThat(found.divergence()).isCloseTo(0, within(1e-9));
        });
        double claimed = recovery.claims().stream()
                .mapToDouble(RuleRecovery.Judged::extent)
                .sum();
        assertThat(claimed).as("extensions of all rules share out every row").isCloseTo(1, within(1e-9));
    }

    /** But for openings, which may come anywhere. */
    @Test
    void claims_about_other_rows_are_false() {
        RuleRecovery recovery = recovery(RuleControls.shuffled(ideal, Seed.of(2)), Optional.of(TRUTH));
        assertThat(recovery.recall()).hasValue(0);
        assertThat(recovery.claims())
                .filteredOn(RuleRecovery.Judged::isTrue)
                .extracting(RuleRecovery.Judged::kind)
                .containsOnly("bracket-open");
        assertThat(recovery.precision().orElseThrow()).isLessThan(.06);
    }

    @Test
    void who_claims_nothing_finds_nothing_and_has_no_precision() {
        RuleRecovery recovery = recovery(List.of(), Optional.of(TRUTH));
        assertThat(recovery.recall()).hasValue(0);
        assertThat(recovery.precision()).isEmpty();
        assertThat(recovery.rules()).allMatch(found -> found.claim().isEmpty());
    }

    @Test
    void a_bigram_finds_what_bigrams_are_and_no_more() {
        NgramModel bigram = NgramModel.fit("bigram", TOY, sequences(), 2);
        RuleRecovery recovery = recovery(RuleControls.bigrams(bigram), Optional.of(TRUTH));
        assertThat(recovery.rules().stream()
                        .filter(RuleRecovery.Found::matched)
                        .map(found -> found.rule().kind()))
                .containsOnly("token-bigram");
        assertThat(recovery.recall().orElseThrow()).isLessThan(.4);
    }

    /** Openings take .06 of the rows that such a claim gives to the rule whole. */
    @Test
    void a_claim_that_knows_only_where_a_rule_applies_matches() {
        List<ClaimedRule> whole = ideal.stream()
                .map(claim -> with(
                        claim,
                        claim.name(),
                        (row, share) -> share > .5 ? 1 : 0,
                        contexts -> TOY.next(contexts).probabilities()))
                .toList();
        assertThat(recovery(whole, Optional.of(TRUTH)).recall()).hasValue(1);
    }

    @Test
    void half_the_share_is_half_the_extension() {
        ClaimedRule induction = only("induction"::equals).get(0);
        RuleRecovery recovery = recovery(
                List.of(with(induction, "half", (row, share) -> share / 2, ownLaw(induction))), Optional.of(TRUTH));
        RuleRecovery.Found found = recovery.rules().stream()
                .filter(each -> each.rule().name().equals("induction"))
                .findFirst()
                .orElseThrow();
        assertThat(found.jaccard()).isCloseTo(.5, within(1e-12));
        assertThat(found.matched()).isFalse();
        assertThat(recovery.precision()).hasValue(0);
    }

    @Test
    void two_claims_for_one_rule_match_it_once_and_the_other_is_false() {
        List<ClaimedRule> twice = new ArrayList<>(only(rule -> rule.equals("induction")));
        ClaimedRule first = twice.get(0);
        twice.add(new ClaimedRule("again", first.kind(), "", List.of(), first.emission()));
        RuleRecovery recovery = recovery(twice, Optional.of(TRUTH));
        assertThat(recovery.claims()).extracting(RuleRecovery.Judged::matched).containsExactlyInAnyOrder(true, false);
        assertThat(recovery.precision()).hasValue(.5);
    }

    @Test
    void claims_for_parts_of_the_fallback_are_true_though_nobody_asks() {
        ClaimedRule fallback = only("category-bigram"::equals).get(0);
        List<ClaimedRule> halves = new ArrayList<>();
        for (int half = 0; half < 2; half++) {
            int kept = half;
            halves.add(with(
                    fallback,
                    "half" + half,
                    (row, share) -> row % 2 == kept ? share : 0,
                    contexts -> TOY.next(contexts).probabilities()));
        }
        RuleRecovery recovery = recovery(halves, Optional.of(TRUTH));
        assertThat(recovery.precision()).hasValue(1);
        assertThat(recovery.recall()).hasValue(0);
        assertThat(recovery.claims()).noneMatch(RuleRecovery.Judged::matched);
    }

    @Test
    void a_network_that_knows_nothing_has_learned_nothing() {
        double[] uniform = new double[TRUTH.probabilities().values().length];
        Arrays.fill(uniform, 1.0 / TRUTH.vocabularySize());
        NextTokenTable ignorant =
                new NextTokenTable(ROWS.id(), Matrix.wrap(TRUTH.rows(), TRUTH.vocabularySize(), uniform));
        RuleRecovery recovery = recovery(ideal, Optional.of(ignorant));
        assertThat(recovery.learned()).isZero();
        assertThat(recovery.recall()).isEmpty();
    }

    /** The law of a bigram model beside the truth elsewhere: it knows park -> the, and not what in park brings. */
    @Test
    void a_network_that_is_a_bigram_has_learned_bigrams() {
        NextTokenTable bigram = NgramModel.fit("bigram", TOY, sequences(), 2).next(ROWS);
        RuleRecovery recovery = recovery(ideal, Optional.of(bigram));
        assertThat(recovery.rules())
                .filteredOn(found -> found.learned().learned())
                .extracting(found -> found.rule().kind())
                .isNotEmpty()
                .containsOnly("token-bigram");
    }

    /** As a fitter may find them, content and closing of each span apart. */
    @Test
    void what_is_claimed_of_brackets_is_one_claim() {
        List<TrueRule> parts = TOY.ruleDescriptions().stream()
                .filter(rule -> rule.name().endsWith("-content") || rule.name().endsWith("-close"))
                .map(rule -> new TrueRule(
                        rule.name(), rule.kind(), List.of(TOY.rules().indexOf(rule.name())), true))
                .toList();
        RuleRecovery recovery = recovery(TrueClaims.of(TOY, parts), Optional.of(TRUTH));
        assertThat(parts).hasSize(4);
        assertThat(recovery.claims()).hasSize(1).allMatch(RuleRecovery.Judged::matched);
        assertThat(recovery.precision()).hasValue(1);
    }

    @Test
    void openings_of_all_brackets_may_be_one_claim() {
        TrueRule openings = rules.stream()
                .filter(rule -> rule.name().equals("bracket-open"))
                .findFirst()
                .orElseThrow();
        assertThat(openings.members()).hasSize(2);
        RuleRecovery recovery = recovery(TrueClaims.of(TOY, List.of(openings)), Optional.of(TRUTH));
        assertThat(recovery.precision()).hasValue(1);
    }

    @Test
    void claims_must_be_about_the_same_rows() {
        ClaimedRule shorter = new ClaimedRule(
                "short", "", "", List.of(), contexts -> new RuleShares(new double[3], Matrix.zeros(3, 54)));
        assertThatThrownBy(() -> recovery(List.of(shorter), Optional.of(TRUTH)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'short' answers 3 rows");
        ClaimedRule twice = with(ideal.get(0), "twice", (row, share) -> 2, ownLaw(ideal.get(0)));
        assertThatThrownBy(() -> recovery(List.of(twice), Optional.of(TRUTH)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("in [0, 1], got 2");
    }

    private interface Reshare {
        double of(int row, double share);
    }

    private static ClaimedRule with(
            ClaimedRule claim, String name, Reshare reshare, Function<ContextSet, Matrix> laws) {
        return new ClaimedRule(name, claim.kind(), "", List.of(), contexts -> {
            double[] shares = claim.emission().on(contexts).shares().clone();
            for (int row = 0; row < shares.length; row++) {
                shares[row] = reshare.of(row, shares[row]);
            }
            return new RuleShares(shares, laws.apply(contexts));
        });
    }

    private static Function<ContextSet, Matrix> ownLaw(ClaimedRule claim) {
        return contexts -> claim.emission().on(contexts).laws();
    }

    private static List<ClaimedRule> only(Predicate<String> name) {
        return ideal.stream().filter(claim -> name.test(claim.name())).toList();
    }

    private static RuleRecovery recovery(List<ClaimedRule> claims, Optional<NextTokenTable> network) {
        return RuleRecovery.of(TOY, ROWS, TRUTH, network, claims, Progress.SILENT);
    }

    private static int[][] sequences() {
        int[][] sequences = new int[ROWS.sequences()][];
        Arrays.setAll(sequences, ROWS::sequence);
        return sequences;
    }
}

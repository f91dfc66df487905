package org.assay.datasets.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.assay.datasets.corpus.Sampler;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.Factor;
import org.assay.datasets.sequence.ContextSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CounterfactualTest {
    private static final Set<String> OF_TOKENS =
            Set.of("current-token", "category", "previous-token", "bracket-contents", "position");

    private final RuleLanguage toy = (RuleLanguage) Languages.open("toy-english");

    static List<RuleLanguage> all() {
        return RuleLanguageLawsTest.all().toList();
    }

    private static ContextSet sample(RuleLanguage language) {
        Sampler sampler = new Sampler(language, Seed.of(31), 40);
        int[][] sequences = new int[12][];
        for (int s = 0; s < sequences.length; s++) {
            sequences[s] = sampler.sequence(s).tokens();
        }
        return ContextSet.everyPosition(sequences, 0);
    }

    /** A factor that is given its own value changes nothing; what cannot be changed alone says so. */
    @ParameterizedTest
    @MethodSource("all")
    void the_value_that_a_factor_has_gives_the_ordinary_law(RuleLanguage language) {
        ContextSet contexts = sample(language);
        double[] laws = language.next(contexts).probabilities().values();
        for (Factor factor : language.factors()) {
            Representation actual = language.record(contexts, new Site("factor." + factor.name()));
            Intervention same = new Intervention(actual.site(), Optional.empty(), actual.values());
            if (OF_TOKENS.contains(factor.name())) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> language.run(contexts, same))
                        .withMessageContaining("edit the tokens instead");
            } else {
                double[] edited = language.run(contexts, same).probabilities().values();
                for (int i = 0; i < laws.length; i++) {
                    assertThat(edited[i]).as(factor.name()).isCloseTo(laws[i], within(1e-12));
                }
            }
        }
    }

    private double[] edited(String context, String factor, String value) {
        return edited(toy, context, factor, value);
    }

    private static double[] edited(RuleLanguage language, String context, String factor, String value) {
        int[] tokens = language.vocabulary().encode(context);
        ContextSet contexts = ContextSet.everyPosition(new int[][] {tokens}, tokens.length - 1);
        Factor named = language.factors().stream()
                .filter(each -> each.name().equals(factor))
                .findFirst()
                .orElseThrow();
        Matrix one = Matrix.zeros(1, named.cardinality());
        one.values()[named.values().indexOf(value)] = 1;
        NextTokenTable table =
                language.run(contexts, new Intervention(new Site("factor." + factor), Optional.empty(), one));
        return table.probabilities().row(0);
    }

    private double[] law(String context) {
        int[] tokens = toy.vocabulary().encode(context);
        return toy.next(ContextSet.everyPosition(new int[][] {tokens}, tokens.length - 1))
                .probabilities()
                .row(0);
    }

    /** The same law as after the tokens that would have set the factor so: the other route to it. */
    @Test
    void a_changed_follower_gives_the_law_after_other_tokens() {
        assertThat(edited(". eve sees . eve", "follower", "runs")).containsExactly(law(". eve runs . eve"));
        assertThat(edited(". eve sees . eve", "follower", "none")).containsExactly(law(". eve"));
        assertThat(edited(". eve", "follower", "alice")).containsExactly(law(". eve alice . eve"));
    }

    @Test
    void a_changed_anchor_gives_the_law_after_another_anchor_in_its_place() {
        String lake = "skip-trigram:lake:new";
        assertThat(edited("the beach . , . new", "armed-anchor", lake)).containsExactly(law("the lake . , . new"));
        assertThat(edited("the lake . , . new", "armed-anchor", "none")).containsExactly(law("the home . , . new"));
        assertThat(edited("the lake . , . new", "armed-anchor", "skip-trigram:office:small"))
                .containsExactly(law("the office . , . new"));
        assertThat(edited("the lake beach . , . new", "armed-anchor", "skip-trigram:office:small"))
                .as("the farther anchor stays armed")
                .containsExactly(law("the lake office . , . new"));
    }

    @Test
    void a_bracket_closes_when_nothing_is_told_to_be_left() {
        double[] closed = edited("the ( big alice", "bracket-remaining", "0");
        assertThat(closed[toy.vocabulary().id(")")]).isEqualTo(1);
        double[] open = edited("the ( big alice", "bracket-remaining", "2");
        double[] law = law("the ( big alice");
        assertThat(open[toy.vocabulary().id(")")]).isZero();
        assertThat(open[toy.vocabulary().id("big")])
                .isCloseTo(law[toy.vocabulary().id("big")] / (2 / 3.), within(1e-12));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> edited("the big", "bracket-remaining", "1"))
                .withMessageContaining("no bracket is open");
    }

    @Test
    void other_brackets_can_be_open_when_the_last_token_can_stand_in_them() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> edited("the ( big alice", "bracket-kind", "quote"))
                .withMessageContaining("cannot stand in quote");
        assertThat(edited("the (", "bracket-kind", "quote")).containsExactly(law("the ["));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> edited("the big", "bracket-kind", "quote"))
                .withMessageContaining("without its tokens");
        RuleLanguage nested = SmallLanguages.nested();
        double[] deeper = edited(nested, "a ( a", "bracket-stack", "round round");
        assertThat(deeper[nested.vocabulary().id("(")]).isZero();
        assertThat(deeper[nested.vocabulary().id(")")]).isEqualTo(.5);
    }

    @Test
    void conjunctions_agreements_marks_and_suppressions_can_be_changed() {
        RuleLanguage conjunctions = SmallLanguages.conjunctions();
        int b = conjunctions.vocabulary().id("b");
        assertThat(edited(conjunctions, "b a", "odd.xor:c:d:a", "yes")[b]).isEqualTo(1);
        assertThat(edited(conjunctions, "c a", "odd.xor:c:d:a", "no")[b]).isZero();
        int a = conjunctions.vocabulary().id("a");
        assertThat(edited(conjunctions, "a b c", "agreement.agreement", "agreement:a")[a])
                .isCloseTo(.9, within(1e-12));
        assertThat(edited(conjunctions, "b a c", "agreement.agreement", "none")[a])
                .isCloseTo(.5, within(1e-12));
        RuleLanguage copies = SmallLanguages.copies();
        assertThat(edited(copies, "c a d", "marked.marked-copy:c:d", "b")[
                        copies.vocabulary().id("b")])
                .isCloseTo(1, within(1e-12));
        RuleLanguage suppressed = SmallLanguages.suppressed();
        int id = suppressed.vocabulary().id("a");
        assertThat(edited(suppressed, "a c", "active.suppression:c:a", "no")[id])
                .isCloseTo(.5, within(1e-12));
        assertThat(edited(suppressed, "a", "active.suppression:c:a", "yes")[id]).isZero();
    }

    @Test
    void replacements_that_are_no_laws_or_of_another_shape_are_refused() {
        ContextSet contexts = ContextSet.everyPosition(new int[][] {{40, 0}}, 1);
        Site follower = new Site("factor.follower");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> toy.run(contexts, new Intervention(follower, Optional.empty(), Matrix.zeros(1, 55))))
                .withMessageContaining("its sum is 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> toy.run(contexts, new Intervention(follower, Optional.empty(), Matrix.zeros(2, 55))))
                .withMessageContaining("must be 1 x 55, got 2 x 55");
        Matrix basis = Matrix.zeros(1, 55);
        basis.values()[0] = 1;
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> toy.run(contexts, new Intervention(follower, Optional.of(basis), Matrix.zeros(1, 55))))
                .withMessageContaining("as a whole");
    }

    /** Of the rules above the fallback in interference, whichever two: there are contexts where the lower must not win. */
    @Test
    void every_pair_of_interfering_rules_has_an_override_set() {
        RuleLanguage language = (RuleLanguage) Languages.open("interference");
        Sampler sampler = new Sampler(language, Seed.of(32), 60);
        int[][] sequences = new int[1_000][];
        for (int s = 0; s < sequences.length; s++) {
            sequences[s] = sampler.sequence(s).tokens();
        }
        ContextSet contexts = ContextSet.everyPosition(sequences, 0);
        int[] winners = language.winningRule(contexts);
        Set<String> groups = new TreeSet<>();
        for (OverrideSet set : OverrideSet.of(language, contexts)) {
            assertThat(set.winner()).isLessThan(set.loser());
            assertThat(set.rows()).allMatch(row -> winners[row] == set.winner());
            groups.add(group(language, set.winner()) + " over " + group(language, set.loser()));
        }
        List<String> names = language.definition().groups().stream()
                .map(LanguageDefinition.Group::name)
                .toList();
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                assertThat(groups).contains(names.get(i) + " over " + names.get(j));
            }
        }
    }

    private static String group(RuleLanguage language, int rule) {
        return language.rules().get(rule).replaceAll(":.*", "");
    }
}

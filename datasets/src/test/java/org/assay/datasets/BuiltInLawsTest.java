package org.assay.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assay.datasets.cases.ProcessLaws;
import org.assay.datasets.language.Languages;
import org.assay.datasets.process.GeneratingProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of {@link ProcessLaws} over every built-in process. */
class BuiltInLawsTest {
    /** The probability of three standard errors or more. */
    private static final double BEYOND_THREE = .0027;

    private static final Set<String> OF_TOKENS_ONLY =
            Set.of("coin", "markov-64-1", "markov-64-2", "arithmetic", "cfg3-small", "cfg3-ambiguous");

    private static final Map<String, Double> SURPRISE = new TreeMap<>();

    static List<String> names() {
        return Languages.names();
    }

    static List<String> ruled() {
        return names().stream()
                .filter(name -> !Languages.open(name).rules().isEmpty())
                .toList();
    }

    private static double surprise(String name) {
        return SURPRISE.computeIfAbsent(name, each -> ProcessLaws.surprise(Languages.open(each)));
    }

    /**
     * Errors that no test of a family of {@code tests} exceeds with probability .0027 (Bonferroni), by the bound
     * {@code P(|Z| > z) <= 2 phi(z) / z}.
     */
    private static double bonferroni(int tests) {
        double low = 1;
        double high = 10;
        for (int halving = 0; halving < 60; halving++) {
            double z = (low + high) / 2;
            double tail = 2 * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) / z;
            low = tail > BEYOND_THREE / tests ? z : low;
            high = tail > BEYOND_THREE / tests ? high : z;
        }
        return high;
    }

    @ParameterizedTest
    @MethodSource("names")
    @Tag("slow")
    void laws_sum_to_one_and_mean_surprise_is_mean_entropy(String name) {
        assertThat(surprise(name)).isCloseTo(0, within(bonferroni(names().size())));
    }

    /** Of all together: no more than two beyond three errors, and a mean square that is that of errors. */
    @Test
    @Tag("slow")
    void surprises_of_all_processes_together_are_those_of_chance() {
        List<Double> all = names().stream()
                .map(BuiltInLawsTest::surprise)
                .filter(z -> z != 0)
                .toList();
        assertThat(all).hasSizeGreaterThan(40).filteredOn(z -> Math.abs(z) > 3).hasSizeLessThanOrEqualTo(2);
        double squares = all.stream().mapToDouble(z -> z * z).sum();
        assertThat(squares).isCloseTo(all.size(), within(3 * Math.sqrt(2. * all.size())));
    }

    @ParameterizedTest
    @MethodSource("names")
    @Tag("slow")
    void words_of_each_length_sum_to_one(String name) {
        ProcessLaws.requireWordsSumToOne(Languages.open(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void factors_are_laws_over_their_values(String name) {
        ProcessLaws.requireFactorsAreLaws(Languages.open(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void rows_agree_with_states(String name) {
        ProcessLaws.requireRowsAgreeWithStates(Languages.open(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void states_and_copies_are_their_own(String name) {
        ProcessLaws.requireStatesAreTheirOwn(Languages.open(name));
    }

    /** A coin has nothing but its tokens and a grammar nothing but its derivations, which tokens tell: these are edited. */
    @ParameterizedTest
    @MethodSource("names")
    void the_counterfactual_law_of_what_is_the_case_is_the_law(String name) {
        int changed = ProcessLaws.ownValuesThatChangeNothing(Languages.open(name));
        assertThat(changed > 0).isEqualTo(!OF_TOKENS_ONLY.contains(name));
    }

    @ParameterizedTest
    @MethodSource("ruled")
    void responsibilities_sum_to_one_and_one_rule_wins(String name) {
        ProcessLaws.requireResponsibilities(Languages.open(name));
    }

    @ParameterizedTest
    @MethodSource("ruled")
    void labels_of_the_sampler_come_as_often_as_the_rules_say(String name) {
        ProcessLaws.requireLabels(Languages.open(name));
    }

    @Test
    void every_process_has_its_name_an_identity_of_its_own_and_a_source() {
        Map<String, GeneratingProcess> all = names().stream().collect(Collectors.toMap(name -> name, Languages::open));
        assertThat(all).allSatisfy((name, process) -> {
            assertThat(process.name()).isEqualTo(name);
            assertThat(process.id()).isEqualTo(Languages.open(name).id());
            assertThat(process.source()).isNotBlank();
        });
        assertThat(all.values().stream().map(GeneratingProcess::id)).doesNotHaveDuplicates();
    }
}

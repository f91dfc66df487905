package org.assay.analysis.subspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.assay.analysis.BeliefNetwork;
import org.assay.analysis.Enumeration;
import org.assay.analysis.explain.Explanation;
import org.assay.analysis.metric.KlDivergence;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.junit.jupiter.api.Test;

class SubspaceExplanationTest {
    private static final BeliefNetwork NETWORK = new BeliefNetwork();
    private static final ContextSet CONTEXTS = Enumeration.byProbability(NETWORK.process(), 6);
    private static final Representation HELD = NETWORK.record(CONTEXTS, BeliefNetwork.SITE);
    private static final NextTokenTable TRUTH = NETWORK.process().next(CONTEXTS);

    @Test
    void the_subspace_of_the_belief_alone_makes_the_network_answer_as_before() {
        double[] mean = HELD.values().leftTimes(CONTEXTS.weights());
        Matrix covariance = FactorSubspace.covariances(HELD, CONTEXTS.weights(), NETWORK.factors(CONTEXTS))
                .get(0);
        Subspace subspace = FactorSubspace.spanning(covariance, mean);
        assertThat(subspace.dimensions()).isEqualTo(2);
        Explanation explanation = new SubspaceExplanation("belief", NETWORK, BeliefNetwork.SITE, subspace);
        assertThat(excess(explanation)).isLessThan(1e-4);
        assertThat(explanation.size().value()).isEqualTo(2);
        assertThat(explanation.features(CONTEXTS).get().values().columns()).isEqualTo(2);
    }

    @Test
    void all_principal_directions_are_the_network_and_none_are_its_answer_at_the_mean() {
        Explanation all = new PrincipalSubspaceExplainer(BeliefNetwork.SITE, BeliefNetwork.DIRECTIONS)
                .fit(NETWORK, CONTEXTS, Seed.of(1));
        assertThat(all.next(CONTEXTS).get()).isEqualTo(NETWORK.next(CONTEXTS));
        Explanation none = new PrincipalSubspaceExplainer(BeliefNetwork.SITE, 0).fit(NETWORK, CONTEXTS, Seed.of(1));
        Matrix laws = none.next(CONTEXTS).get().probabilities();
        assertThat(laws.row(17)).containsExactly(laws.row(300), within(1e-12));
    }

    @Test
    void a_random_subspace_of_the_same_size_loses_nearly_all() {
        double floor = excess(new PrincipalSubspaceExplainer(BeliefNetwork.SITE, 0).fit(NETWORK, CONTEXTS, Seed.of(1)));
        double random = excess(new RandomSubspaceExplainer(BeliefNetwork.SITE, 2).fit(NETWORK, CONTEXTS, Seed.of(3)));
        assertThat(random).isGreaterThan(floor / 3);
    }

    @Test
    void projecting_by_hand_gives_the_same_answer() {
        Explanation explanation = new RandomSubspaceExplainer(BeliefNetwork.SITE, 4).fit(NETWORK, CONTEXTS, Seed.of(5));
        Subspace subspace = ((SubspaceExplanation) explanation).subspace();
        Matrix projected = subspace.project(HELD.values());
        NextTokenTable byHand =
                NETWORK.run(CONTEXTS, new Intervention(BeliefNetwork.SITE, Optional.empty(), projected));
        assertThat(explanation.next(CONTEXTS).get().probabilities().values())
                .containsExactly(byHand.probabilities().values(), within(1e-12));
    }

    @Test
    void a_site_that_the_network_lacks_is_refused() {
        Subspace subspace = RandomSubspace.of(new double[3], 1, Seed.of(1));
        assertThatThrownBy(() -> new SubspaceExplanation("x", NETWORK, new Site("blocks.9"), subspace))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("blocks.9");
    }

    private static double excess(Explanation explanation) {
        return KlDivergence.of(TRUTH, explanation.next(CONTEXTS).get(), CONTEXTS.weights());
    }
}

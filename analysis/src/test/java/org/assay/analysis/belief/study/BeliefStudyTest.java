package org.assay.analysis.belief.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assay.analysis.BeliefNetwork;
import org.assay.analysis.belief.BeliefRows;
import org.assay.analysis.belief.BeliefRows.Weighting;
import org.assay.analysis.belief.ProbeSplit;
import org.assay.analysis.belief.study.BeliefStudy.SiteGroup;
import org.assay.analysis.belief.study.Diagnosticity.Grade;
import org.assay.datasets.corpus.Enumeration;
import org.assay.datasets.language.Languages;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.Processes;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.junit.jupiter.api.Test;

class BeliefStudyTest {
    private static Diagnosticity diagnosticity(GeneratingProcess process, int length) {
        ContextSet contexts = Enumeration.of(process, length);
        return Diagnosticity.of(
                process,
                contexts,
                3,
                process.record(contexts, new Site("belief")).values());
    }

    @Test
    void the_published_parameters_say_little_and_weaker_evidence_next_to_nothing() {
        Diagnosticity published = diagnosticity(Processes.mess3(.05, .85), 8);
        assertThat(published.window()).isCloseTo(.96585, within(5e-5));
        assertThat(published.logLaw().orElseThrow()).isCloseTo(.9933, within(5e-5));
        assertThat(published.law()).isCloseTo(1, within(1e-9));
        assertThat(published.grade()).isEqualTo(Grade.HARDLY_DIAGNOSTIC);
        assertThat(published.statement()).contains("affine function of the next-token law");

        Diagnosticity weak = diagnosticity(Processes.mess3(.15, .6), 8);
        assertThat(weak.logLaw().orElseThrow()).isCloseTo(.9992, within(1e-4));
        assertThat(weak.gain()).isCloseTo(.0095, within(3e-4));
        assertThat(weak.grade()).isEqualTo(Grade.LEAST_DIAGNOSTIC);
        assertThat(weak.statement())
                .startsWith("of the least diagnostic kind: without a network 0.98")
                .contains("nats", "of the loss of a network that ignores it");

        Diagnosticity rrxor = diagnosticity(Languages.open("rrxor"), 10);
        assertThat(rrxor.grade()).isEqualTo(Grade.DIAGNOSTIC);
        assertThat(rrxor.law()).isCloseTo(.2464, within(5e-4));
        assertThat(rrxor.logLaw()).isEmpty();
    }

    @Test
    void a_network_that_holds_the_belief_passes_and_its_controls_do_not() {
        BeliefNetwork network = new BeliefNetwork();
        BeliefRows rows = BeliefRows.of(Enumeration.of(network.process(), 7));
        ProbeSplit split = ProbeSplit.bySubtree(rows, 3, .2, Seed.of(1));
        BeliefStudy study = BeliefStudy.of(
                network.process(),
                rows,
                split,
                new BeliefStudy.Options(Weighting.PROBABILITY, 200, 2e-3, List.of("belief", "markov-3"), Seed.of(1)));
        BeliefTable table = study.of(
                network,
                network,
                BeliefNetwork.SITE,
                List.of(new SiteGroup("site", List.of(BeliefNetwork.SITE))),
                Progress.SILENT);
        assertThat(table.isTrained()).isTrue();
        assertThat(table.best("belief", false).orElseThrow()).isGreaterThan(1 - 1e-9);
        assertThat(entry(table, "shuffled-targets")
                        .of("belief")
                        .orElseThrow()
                        .r2()
                        .value())
                .isLessThan(.02);
        assertThat(entry(table, "additive-window")
                        .of("belief")
                        .orElseThrow()
                        .r2()
                        .value())
                .isBetween(.9, .98);
        assertThat(entry(table, "random-subspace")
                        .of("belief")
                        .orElseThrow()
                        .basis()
                        .used())
                .isEqualTo(2);
        assertThat(table.entries().get(0).of("markov-3").orElseThrow().r2().value())
                .isLessThan(.8);
        assertThat(table.entries())
                .extracting(BeliefTable.Entry::control)
                .containsExactly(
                        "",
                        "untrained",
                        "logits",
                        "log-probabilities",
                        "last-token",
                        "additive-window",
                        "optimal-log-law",
                        "optimal-law",
                        "shuffled-targets",
                        "random-subspace");
    }

    private static BeliefTable.Entry entry(BeliefTable table, String control) {
        return table.entries().stream()
                .filter(each -> each.control().equals(control))
                .findFirst()
                .orElseThrow();
    }
}

package org.assay.analysis.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assay.analysis.metric.KlDivergence;
import org.assay.analysis.metric.LabelAgreement;
import org.assay.datasets.corpus.Enumeration;
import org.assay.datasets.language.Languages;
import org.assay.datasets.mixedstate.CausalStates;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.SequenceModel;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.HiddenMarkovProcess;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.weights.ModelFolder;
import org.assay.symbolic.fit.FittedMachine;
import org.assay.symbolic.fit.KMeans;
import org.assay.symbolic.fit.MachineFitter;
import org.assay.symbolic.fit.MachineOptions;
import org.assay.symbolic.run.Interpreter;
import org.assay.symbolic.text.ProgramParser;
import org.assay.symbolic.text.ProgramPrinter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs of few labels fitted to trained networks, against the states of the process and the networks' own excess. */
@Tag("slow")
class MachineOfNetworkTest {
    private static final Path KEPT = Path.of(System.getProperty("assay.root")).resolve("neural/reference");
    private static final int LENGTH = 14;
    private static final double OBSERVATIONS = 1e6;

    /** All contexts of one length, and the causal state of those after which it is known. */
    private record Known(HiddenMarkovProcess process, ContextSet contexts, NextTokenTable truth, int[] states) {
        static Known of(String language) {
            HiddenMarkovProcess process = (HiddenMarkovProcess) Languages.open(language);
            ContextSet upTo = Enumeration.of(process, LENGTH);
            ContextSet contexts = upTo.select(IntStream.range(0, upTo.rows())
                    .filter(row -> upTo.rowPosition(row) == LENGTH - 1)
                    .toArray());
            int[] states = CausalStates.of(process.model(), contexts, 1000);
            return new Known(process, contexts, process.next(contexts), states);
        }

        double excess(SequenceModel model) {
            return KlDivergence.of(truth, model.next(contexts), contexts.weights());
        }

        /** Agreement of labels with causal states on synchronised contexts. */
        double agreement(int[] labels) {
            int[] known = IntStream.range(0, states.length)
                    .filter(row -> states[row] != CausalStates.UNKNOWN)
                    .toArray();
            int[] found = Arrays.stream(known).map(row -> labels[row]).toArray();
            int[] true_ = Arrays.stream(known).map(row -> states[row]).toArray();
            double[] weights =
                    Arrays.stream(known).mapToDouble(contexts::weight).toArray();
            return LabelAgreement.of(found, true_, weights).mutualInformation();
        }

        FittedMachine fit(SequenceModel model, Optional<Representation> activations, double excess) {
            MachineOptions options = MachineOptions.of(OBSERVATIONS).ofNetwork(excess);
            return MachineFitter.fit(model, contexts, activations, options, Progress.SILENT);
        }
    }

    private static SequenceModel printed(FittedMachine fitted) {
        return Interpreter.of(ProgramParser.parse(ProgramPrinter.print(fitted.program()), "printed"), "program");
    }

    private static HookedTransformer network(String name) throws IOException {
        ModelFolder folder = ModelFolder.read(KEPT.resolve(name));
        return HookedTransformer.of("trained", folder.vocabulary(), folder.weights());
    }

    private static Representation lastResidual(HookedTransformer network, ContextSet contexts) {
        Site last = network.sites().stream()
                .filter(site -> site.name().endsWith("hook_resid_post"))
                .reduce((before, after) -> after)
                .orElseThrow();
        return network.record(contexts, last);
    }

    @ParameterizedTest
    @CsvSource({
        "golden-mean, 1, 2", "golden-mean, 2, 2", "golden-mean, 3, 2",
        "z1r, 1, 3", "z1r, 2, 3", "z1r, 3, 3",
        "even, 1, 3", "even, 2, 3", "even, 3, 3"
    })
    void a_network_has_the_labels_of_its_process_and_the_program_is_as_good_as_the_network(
            String language, int seed, int labels) throws IOException {
        Known known = Known.of(language);
        try (HookedTransformer network = network(language + "-" + seed)) {
            double own = known.excess(network);
            Representation activations = lastResidual(network, known.contexts());
            FittedMachine fitted = known.fit(network, Optional.of(activations), own);
            assertThat(fitted.labels().count()).isEqualTo(labels);
            assertThat(known.fit(known.process(), Optional.empty(), own)
                            .labels()
                            .count())
                    .as("of the process, seen as dimly")
                    .isEqualTo(labels);
            assertThat(known.agreement(fitted.labels().labelOfRow())).isGreaterThan(0.99);
            assertThat(known.agreement(fitted.defined())).isGreaterThan(0.99);
            assertThat(known.excess(printed(fitted))).isLessThan(own + 0.002);
            assertControlsFail(known, fitted, activations, seed);
        }
    }

    private static void assertControlsFail(Known known, FittedMachine fitted, Representation activations, int seed) {
        int[] labels = fitted.defined();
        int[] order = Seed.of(seed).draws().nextPermutation(labels.length);
        int[] shuffled = Arrays.stream(order).map(row -> labels[row]).toArray();
        assertThat(known.agreement(shuffled)).as("shuffled labels").isLessThan(0.2);
        double[][] points = new double[labels.length][];
        Arrays.setAll(points, activations.values()::row);
        int[] clusters =
                KMeans.of(known.contexts().weights(), points, fitted.labels().count(), Seed.of(seed));
        assertThat(known.agreement(clusters))
                .as("k-means of activations")
                .isLessThanOrEqualTo(known.agreement(labels) + 1e-9);
    }
}

package org.assay.analysis.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assay.analysis.control.LogProbabilityFeatures;
import org.assay.analysis.control.NgramModel;
import org.assay.analysis.control.WindowFeatures;
import org.assay.analysis.experiment.ExperimentSpec.LanguageSpec;
import org.assay.analysis.experiment.ExperimentSpec.MethodSpec;
import org.assay.analysis.experiment.Measurement.RuleValue;
import org.assay.analysis.experiment.ProcessResult.Plateau;
import org.assay.analysis.explain.Explainer;
import org.assay.analysis.explain.ModelExplanation;
import org.assay.analysis.explain.Size;
import org.assay.analysis.metric.CrossEntropy;
import org.assay.analysis.metric.ExcessByRule;
import org.assay.analysis.probe.Readout;
import org.assay.analysis.subspace.PrincipalSubspaceExplainer;
import org.assay.analysis.subspace.RandomSubspaceExplainer;
import org.assay.datasets.corpus.Sampler;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.progress.Progress;
import org.assay.neural.hook.HookedTransformer;

/**
 * Everything that is fitted to one network and measured on one draw of contexts. The order of {@link #measure} is the order of
 * the table: the network, the program, subspaces site by site, read-outs, and beside each its controls.
 */
final class Replicate {
    private static final int STEPS = 7;

    /** Columns of the additive window: its cost grows with their square. */
    private static final int WINDOW_FEATURES = 256;

    private final LanguageSpec spec;
    private final GeneratingProcess process;
    private final HookedTransformer trained;
    private final RememberedNetwork network;
    private final RememberedNetwork untrained;
    private final int parameters;
    private final Seed seed;
    private final MeasuredContexts contexts;
    private final ScoreSheet sheet;
    private final NextTokenScores nextToken;
    private final ReadoutScores readouts;
    private final Map<String, String> checks = new TreeMap<>();
    private final String task;
    private final Progress progress;
    private int done;

    private Replicate(
            LanguageSpec spec,
            GeneratingProcess process,
            HookedTransformer network,
            HookedTransformer untrained,
            Seed seed,
            String task,
            Progress progress) {
        this.spec = spec;
        this.process = process;
        this.trained = network;
        this.network = new RememberedNetwork(network);
        this.untrained = new RememberedNetwork(untrained);
        this.parameters = network.weights().values().length;
        this.seed = seed;
        this.task = task;
        this.progress = progress;
        this.contexts = MeasuredContexts.of(
                process, spec.contexts(), spec.network().nCtx(), spec.methods().editedRows(), seed);
        this.sheet = new ScoreSheet(Map.of(
                "held-out contexts", contexts.heldOut().id().hex(),
                "fitted contexts", contexts.fit().id().hex(),
                "weights", network.weights().id().hex(),
                "seed", seed.toString()));
        this.nextToken = new NextTokenScores(contexts.edited(), process, this.network, sheet);
        this.readouts = new ReadoutScores(contexts, spec.contexts().splitDepth(), seed.child("folds"), sheet);
    }

    /**
     * @param pictures whether to record what only one replicate needs to: attention patterns and the simplex
     */
    static Measurement measure(
            LanguageSpec spec,
            GeneratingProcess process,
            HookedTransformer network,
            Seed seed,
            boolean pictures,
            String task,
            Progress progress) {
        try (HookedTransformer untrained =
                network.untrainedTwin(Candidate.UNTRAINED, seed.child(Candidate.UNTRAINED))) {
            return new Replicate(spec, process, network, untrained, seed, task, progress).measure(pictures);
        }
    }

    private Measurement measure(boolean pictures) {
        double floor = CrossEntropy.entropy(contexts.truth(), contexts.heldOut().weights());
        double loss = network(floor);
        step("network");
        List<Plateau> plateaus = plateaus();
        step("n-grams");
        FittedPrograms programs = FittedPrograms.fit(contexts, spec, network, untrained);
        programs.candidates().forEach(nextToken::add);
        checks.putAll(programs.checks());
        step("programs");
        subspaces(network, true);
        subspaces(untrained, false);
        step("subspaces");
        Map<String, Matrix> panels = readouts(programs);
        step("read-outs");
        List<RuleValue> rules = rules();
        step("rules");
        Measurement measurement = new Measurement(
                sheet.values(),
                rules,
                floor,
                loss,
                plateaus,
                pictures ? Pictures.attention(trained, contexts) : List.of(),
                pictures && contexts.hasBelief() ? Pictures.simplex(contexts, panels) : Optional.empty(),
                programs.text(),
                checks);
        step("pictures");
        return measurement;
    }

    private void step(String finished) {
        progress.at(task, ++done, STEPS, finished);
    }

    private double network(double floor) {
        double excess = add("network", "", network);
        add("network", Candidate.UNTRAINED, untrained);
        return floor + excess;
    }

    private double add(String method, String control, RememberedNetwork model) {
        double excess = org.assay.analysis.metric.KlDivergence.of(
                contexts.truth(),
                model.next(contexts.heldOut()),
                contexts.heldOut().weights());
        sheet.add(
                method,
                control,
                "",
                "next-token",
                "excess",
                excess,
                "nats/token",
                "mean over all held-out rows of KL(truth || network): the loss above the floor",
                Map.of());
        nextToken.add(new Candidate(
                method,
                control,
                "",
                new ModelExplanation(method, model, Optional.empty(), new Size(parameters, "parameters"))));
        return excess;
    }

    /** Predictors that see a token or two: levels on the learning curve, and controls in the table. */
    private List<Plateau> plateaus() {
        int length = spec.network().nCtx() + 1;
        int count = Math.max(1, spec.methods().ngramTokens() / length);
        Sampler sampler = new Sampler(process, seed.child("n-grams"), length);
        int[][] sequences = new int[count][];
        for (int s = 0; s < count; s++) {
            sequences[s] = sampler.sequence(s).tokens();
        }
        String[] names = {"unigram", "bigram", "trigram"};
        List<Plateau> plateaus = new ArrayList<>();
        for (int order = 1; order <= names.length; order++) {
            NgramModel model = NgramModel.fit(names[order - 1], process, sequences, order);
            NextTokenTable table = model.next(contexts.heldOut());
            plateaus.add(new Plateau(
                    model.name(),
                    CrossEntropy.expected(
                            contexts.truth(), table, contexts.heldOut().weights())));
            double free = Math.pow(process.vocabulary().size(), order - 1)
                    * (process.vocabulary().size() - 1);
            nextToken.add(new Candidate(
                    "n-gram",
                    model.name(),
                    "",
                    new ModelExplanation(model.name(), model, Optional.empty(), new Size(free, "parameters"))));
        }
        return plateaus;
    }

    /** Principal subspaces of {@code model}, and for the trained network random ones of the same sizes. */
    private void subspaces(RememberedNetwork model, boolean isTrained) {
        MethodSpec methods = spec.methods();
        String control = isTrained ? "" : Candidate.UNTRAINED;
        for (String site : methods.sites()) {
            List<Candidate> candidates = new ArrayList<>();
            for (int k : methods.directions()) {
                Explainer principal = new PrincipalSubspaceExplainer(new Site(site), k);
                candidates.add(candidate(principal, k, control, site, model));
                if (isTrained) {
                    Explainer random = new RandomSubspaceExplainer(new Site(site), k);
                    candidates.add(candidate(random, k, Candidate.RANDOM, site, model));
                }
            }
            candidates.forEach(nextToken::add);
            new SubspaceScores(contexts, seed.child(site), sheet).add(candidates, model);
            for (Candidate candidate : candidates) {
                Matrix features =
                        candidate.explanation().features(contexts.all()).get().values();
                readouts.add(candidate.method(), candidate.control(), site, features);
            }
        }
    }

    private Candidate candidate(Explainer explainer, int k, String control, String site, RememberedNetwork model) {
        Seed own = seed.child(explainer.method()).child(site).child(k);
        return new Candidate("principal-subspace-" + k, control, site, explainer.fit(model, contexts.fit(), own));
    }

    /** Read-outs from the whole residual stream, from programs, and from features that need no network; by panel name. */
    private Map<String, Matrix> readouts(FittedPrograms programs) {
        Map<String, Matrix> panels = new LinkedHashMap<>();
        Site last = trained.lastResidual();
        Matrix stream = network.record(contexts.all(), last).values();
        panel(panels, "residual stream", readouts.add("residual-stream", "", last.name(), stream));
        for (Candidate candidate : programs.candidates()) {
            Matrix labels =
                    candidate.explanation().features(contexts.all()).get().values();
            Map<String, Readout> read = readouts.add(candidate.method(), candidate.control(), "", labels);
            panel(panels, (candidate.method() + " " + candidate.control()).strip(), read);
        }
        Matrix logits = LogProbabilityFeatures.of(network.next(contexts.all()));
        panel(panels, "logits", readouts.add("residual-stream", "logits", "", logits));
        Matrix window = WindowFeatures.of(contexts.all(), process.vocabulary().size(), windowLength());
        panel(panels, "additive window", readouts.add("residual-stream", "additive-window", "", window));
        Matrix random = untrained.record(contexts.all(), last).values();
        panel(panels, "untrained network", readouts.add("residual-stream", Candidate.UNTRAINED, last.name(), random));
        readouts.addShuffled("residual-stream", last.name(), stream, seed.child("shuffled"));
        return panels;
    }

    /** The whole context where its tokens are few enough features, else what does not weaken the control beside the program. */
    private int windowLength() {
        int fits =
                (WINDOW_FEATURES - spec.network().nCtx()) / process.vocabulary().size();
        return Math.max(
                spec.methods().programContext(), Math.min(fits, spec.network().nCtx()));
    }

    private static void panel(Map<String, Matrix> panels, String name, Map<String, Readout> read) {
        Readout belief = read.get(MeasuredContexts.beliefSite().name());
        if (belief != null) {
            panels.put(name, belief.predicted());
        }
    }

    private List<RuleValue> rules() {
        if (process.rules().isEmpty()) {
            return List.of();
        }
        ExcessByRule trained = excess(network);
        ExcessByRule control = excess(untrained);
        double sum = trained.parts().stream()
                .mapToDouble(part -> part.share() * part.excess().value())
                .sum();
        boolean adds = Math.abs(sum - trained.total()) <= 1e-9 * Math.max(1, trained.total());
        checks.put("excess of rules adds up", adds ? "" : "parts sum to " + sum + ", total is " + trained.total());
        List<RuleValue> values = new ArrayList<>();
        for (int i = 0; i < trained.parts().size(); i++) {
            ExcessByRule.Part part = trained.parts().get(i);
            values.add(new RuleValue(
                    process.ruleDescriptions().get(part.rule()).name(),
                    process.ruleDescriptions().get(part.rule()).kind(),
                    part.share(),
                    part.excess().value(),
                    control.parts().get(i).excess().value()));
        }
        return values;
    }

    private ExcessByRule excess(RememberedNetwork model) {
        return ExcessByRule.of(
                contexts.truth(),
                model.next(contexts.heldOut()),
                process.winningRule(contexts.heldOut()),
                process.rules().size(),
                contexts.heldOut().weights(),
                contexts.clusters(),
                seed.child("rules"));
    }
}

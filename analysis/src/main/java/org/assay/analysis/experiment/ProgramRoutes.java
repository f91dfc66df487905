package org.assay.analysis.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.analysis.metric.KlDivergence;
import org.assay.datasets.corpus.Enumeration;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.SequenceModel;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.cost.DescriptionLength;
import org.assay.symbolic.fit.FittedMachine;
import org.assay.symbolic.fit.MachineFitter;
import org.assay.symbolic.fit.MachineOptions;
import org.assay.symbolic.fit.rule.FittedRules;
import org.assay.symbolic.fit.rule.RuleFitOptions;
import org.assay.symbolic.fit.rule.RuleFitter;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding.Output;
import org.assay.symbolic.run.Interpreter;

/**
 * The routes from a network to a program: rules, for a network that was trained on a language of rules; a machine of labels, for
 * one whose contexts can be listed; a decision list, for one that answers without doubt. All are measured on the same rows, so that the
 * one with the shortest description can be taken.
 */
public final class ProgramRoutes {
    /** The names of the routes. */
    public static final String RULES = "rules";

    public static final String MACHINE = "machine";
    public static final String DISCRETE = "discrete";

    /** Contexts are listed where there are so many at most. */
    private static final int MOST_CONTEXTS = 20_000;

    /** Shorter contexts than this say too little of states. */
    private static final int LEAST_LENGTH = 4;

    /** A machine looks at futures of up to 3 tokens, two of which the network has to read. */
    private static final int READ_BEYOND = 2;

    private static final String LAST_RESIDUAL = "hook_resid_post";

    private final SequenceModel network;
    private final ContextSet rows;
    private final NextTokenTable table;

    private ProgramRoutes(SequenceModel network, ContextSet rows, NextTokenTable table) {
        this.network = network;
        this.rows = rows;
        this.table = table;
    }

    /**
     * @param rows  where programs are measured
     * @param table what the network answers there
     */
    public static ProgramRoutes measuredOn(SequenceModel network, ContextSet rows, NextTokenTable table) {
        return new ProgramRoutes(network, rows, table);
    }

    /**
     * A program of rules.
     *
     * @param contexts sampled sequences, every position a row
     * @param answers  of the network there
     */
    public ProgramRoute rules(ContextSet contexts, NextTokenTable answers, double observations, Progress progress) {
        RuleFitOptions usual = RuleFitOptions.DEFAULT;
        RuleFitOptions options = new RuleFitOptions(observations, usual.reach(), usual.heldOutShare());
        try {
            FittedRules fitted = RuleFitter.fit(contexts, answers, network.vocabulary(), options, progress);
            return route(
                    RULES,
                    fitted.program(),
                    observations,
                    String.join("; ", fitted.report().failures()));
        } catch (IllegalArgumentException e) {
            return ProgramRoute.closed(RULES, observations, e.getMessage());
        }
    }

    /**
     * Programs of labels, one for each price.
     *
     * @param listed       all contexts that can come, weighted by how often they do; none where they cannot be listed
     * @param room         how many tokens the network reads
     * @param observations several N
     */
    public List<ProgramRoute> machine(
            Optional<ContextSet> listed, int room, List<Double> observations, Progress progress) {
        List<ProgramRoute> routes = new ArrayList<>();
        if (listed.isEmpty()) {
            String why = "listing contexts: no " + LEAST_LENGTH + " tokens of "
                    + network.vocabulary().size() + " with known odds are " + MOST_CONTEXTS + " contexts or fewer";
            observations.forEach(n -> routes.add(ProgramRoute.closed(MACHINE, n, why)));
            return routes;
        }
        int steps = Math.max(1, Math.min(READ_BEYOND + 1, room - listed.get().longest() + 1));
        MachineOptions usual = MachineOptions.of(observations.get(0)).ofNetwork(0);
        MachineOptions options = new MachineOptions(
                usual.observations(),
                usual.noise(),
                steps,
                usual.labels(),
                usual.mostItems(),
                usual.activationShares(),
                usual.splitDepth(),
                usual.seed());
        try {
            List<FittedMachine> front =
                    MachineFitter.front(network, listed.get(), held(listed.get()), options, observations, progress);
            front.forEach(fitted -> routes.add(route(MACHINE, fitted.program(), fitted.observations(), "")));
        } catch (IllegalArgumentException e) {
            observations.forEach(n -> routes.add(ProgramRoute.closed(MACHINE, n, e.getMessage())));
        }
        return routes;
    }

    /** What the network holds at its last residual stream, if it can be looked into. */
    private Optional<Representation> held(ContextSet contexts) {
        if (network instanceof InstrumentedModel instrumented) {
            return instrumented.sites().stream()
                    .filter(site -> site.name().endsWith(LAST_RESIDUAL))
                    .reduce((before, after) -> after)
                    .map(site -> instrumented.record(contexts, site));
        }
        return Optional.empty();
    }

    /** A program from any other route. */
    public ProgramRoute route(String name, Program program, double observations, String gaveUp) {
        if (program.unembedding().output() != Output.LAW) {
            return ProgramRoute.closed(name, observations, "its program has no law over the next token");
        }
        NextTokenTable its = Interpreter.of(program, name).next(rows);
        return new ProgramRoute(
                name,
                observations,
                Optional.of(program),
                KlDivergence.of(table, its, rows.weights()),
                DescriptionLength.of(program, observations),
                gaveUp);
    }

    /** All contexts of a process up to the length that a machine can be fitted on, if there are few enough. */
    public static Optional<ContextSet> listed(GeneratingProcess process, int room) {
        int tokens = process.vocabulary().size();
        int length = 0;
        double contexts = tokens;
        while (contexts <= MOST_CONTEXTS && length < room - READ_BEYOND && tokens > 1) {
            length++;
            contexts *= tokens;
        }
        return length < LEAST_LENGTH ? Optional.empty() : Optional.of(Enumeration.of(process, length));
    }
}

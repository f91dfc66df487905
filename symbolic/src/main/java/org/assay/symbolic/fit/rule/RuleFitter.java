package org.assay.symbolic.fit.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.cost.DescriptionLength;
import org.assay.symbolic.fit.FitReport;
import org.assay.symbolic.program.Program;

/**
 * Fits a program of rules to a network, from nothing but its next-token laws on sampled contexts. Everything is weighed in nats: the
 * description of a rule against N times the loss it saves.
 *
 * <ol>
 *   <li>Brackets: pairs of tokens that balance and change what the network answers between them.
 *   <li>Categories of tokens, by the laws behind them and by where they are equally likely.
 *   <li>Rules outside brackets, of groups and of single tokens, found one by one and fitted together as a mixture of experts.
 *   <li>Which of the rules that hold at once silences which.
 *   <li>Laws and weights are shortened and rounded, and written as a program, which must give the same answers.
 * </ol>
 */
public final class RuleFitter {
    private static final String TASK = "fitting rules";
    private static final int STAGES = 40;
    private static final double[] PRICED_AT = {1e4, 1e5, 1e6};

    private RuleFitter() {}

    /**
     * @param contexts sampled sequences, every position a row
     * @param table    what the network answers there
     * @throws IllegalArgumentException when the two are not about the same contexts and vocabulary, or there are too few sequences
     *     to hold some out
     */
    public static FittedRules fit(
            ContextSet contexts,
            NextTokenTable table,
            Vocabulary vocabulary,
            RuleFitOptions options,
            Progress progress) {
        if (!table.contexts().equals(contexts.id()) || table.vocabularySize() != vocabulary.size()) {
            throw new IllegalArgumentException("the table must be of the contexts "
                    + contexts.id().brief() + " and have " + vocabulary.size() + " tokens, got "
                    + table.contexts().brief() + " and " + table.vocabularySize());
        }
        HeldOut divided = HeldOut.of(contexts, table, options.heldOutShare());
        ContextSet fit = divided.fit();
        ContextSet heldOut = divided.heldOut();
        NextTokenTable fitTable = divided.fitTable();
        NextTokenTable heldOutTable = divided.heldOutTable();
        List<FitReport.Step> steps = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        RuleModel model =
                model(fit, fitTable, vocabulary, options, (stage, what) -> progress.at(TASK, stage, STAGES, what));
        progress.at(TASK, STAGES - 1, STAGES, "writing the program");
        RuleProgram.Written written = RuleProgram.of(model);
        Program program = written.program();
        double fitLoss = divided.fitLoss(program);
        steps.add(new FitReport.Step(
                "rules",
                model.experts().size(),
                HeldOut.loss(model.next(fit), fit, fitTable),
                HeldOut.loss(model.next(heldOut), heldOut, heldOutTable),
                0,
                "parts are experts outside brackets, " + model.spans().pairs.size() + " kinds of bracket"));
        double nats = DescriptionLength.of(program, options.observations());
        steps.add(new FitReport.Step(
                "program",
                program.unembedding().weights(),
                fitLoss,
                divided.heldOutLoss(program),
                nats,
                "parts are weights"));
        if (model.experts().stream().allMatch(expert -> expert.kind.equals(Fallback.KIND))) {
            failures.add("rules: no condition saves more nats than it costs at N = " + options.observations());
        }
        List<FitReport.Price> prices = new ArrayList<>();
        for (double n : PRICED_AT) {
            prices.add(new FitReport.Price(n, DescriptionLength.of(program, n), n * fitLoss));
        }
        progress.at(TASK, STAGES, STAGES, model.experts().size() + " experts");
        return new FittedRules(program, model.claims(written.carriers()), new FitReport(steps, prices, failures));
    }

    /** Told which stage begins, from 0. */
    interface Stages {
        void at(int stage, String what);
    }

    static RuleModel model(
            ContextSet contexts, NextTokenTable table, Vocabulary vocabulary, RuleFitOptions options, Stages stages) {
        stages.at(0, "brackets");
        Evidence plain = new Evidence(contexts, table, List.of());
        List<BracketPair> brackets = BracketSearch.of(plain, options.observations());
        Evidence evidence = new Evidence(contexts, table, brackets);
        RuleSearch search = new RuleSearch(evidence.ordinary(), evidence.at(Rows.OUTSIDE), options, stages);
        List<Expert> experts = search.run();
        int groups = Arrays.stream(search.groups()).max().orElse(-1) + 1;
        return new RuleModel(
                vocabulary,
                new Spans(evidence, search.groups(), groups, new Price(vocabulary.size(), options.observations())),
                experts,
                search.groups());
    }
}

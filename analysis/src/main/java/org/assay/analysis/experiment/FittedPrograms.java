package org.assay.analysis.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assay.analysis.experiment.ExperimentSpec.LanguageSpec;
import org.assay.analysis.explain.ModelExplanation;
import org.assay.analysis.explain.Size;
import org.assay.analysis.smile.SmileMinimizer;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Site;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.cost.DescriptionLength;
import org.assay.symbolic.fit.FitOptions;
import org.assay.symbolic.fit.FittedProgram;
import org.assay.symbolic.fit.ProgramFitter;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.run.Interpreter;
import org.assay.symbolic.text.ProgramParser;
import org.assay.symbolic.text.ProgramPrinter;

/**
 * The program fitted to the trained network, and the same fitter let loose on the untrained one: what it finds where there is
 * nothing to find.
 *
 * @param candidates both, for the table
 * @param text       the program of the trained network as canonical text
 * @param checks     whether the printed program is the one in memory
 */
record FittedPrograms(List<Candidate> candidates, String text, Map<String, String> checks) {
    static final String METHOD = "program";

    /** Numbers of observed tokens at which nats of program are weighed against nats of loss. */
    private static final double OBSERVATIONS = 1e6;

    static FittedPrograms fit(
            MeasuredContexts contexts, LanguageSpec spec, InstrumentedModel network, InstrumentedModel untrained) {
        Program program = fitted(contexts, spec, network);
        Program control = fitted(contexts, spec, untrained);
        String text = ProgramPrinter.print(program);
        Program reread = ProgramParser.parse(text, "the printed program");
        ContextSet rows = contexts.edited();
        boolean same = Interpreter.of(reread, METHOD)
                .next(rows)
                .equals(Interpreter.of(program, METHOD).next(rows));
        Map<String, String> checks = new TreeMap<>();
        checks.put("printed program runs and gives the same table", same ? "" : "tables differ on " + rows);
        List<Candidate> candidates = new ArrayList<>();
        candidates.add(candidate(program, ""));
        candidates.add(candidate(control, Candidate.UNTRAINED));
        return new FittedPrograms(candidates, text, checks);
    }

    /**
     * Rules where contexts are sampled sequences, if any are found. What knows the last tokens where contexts are listed: subtrees are
     * held out, and a machine takes what it is fitted on for all contexts that can come.
     */
    private static Program fitted(MeasuredContexts contexts, LanguageSpec spec, InstrumentedModel model) {
        ContextSet fit = contexts.fit();
        NextTokenTable table = model.next(fit);
        if (spec.contexts().enumerate() > 0) {
            return ofLastTokens(fit, table, spec, model);
        }
        return ProgramRoutes.measuredOn(model, fit, table)
                .rules(fit, table, OBSERVATIONS, Progress.SILENT)
                .program()
                .orElseGet(() -> ofLastTokens(fit, table, spec, model));
    }

    private static Program ofLastTokens(
            ContextSet fit, NextTokenTable table, LanguageSpec spec, InstrumentedModel model) {
        Site site = new Site(spec.methods().programSite());
        FittedProgram fitted = ProgramFitter.fit(
                fit,
                table,
                model.record(fit, site),
                model.vocabulary(),
                FitOptions.of(spec.methods().programContext(), spec.contexts().splitDepth()),
                new SmileMinimizer(),
                Progress.SILENT);
        return fitted.program();
    }

    private static Candidate candidate(Program program, String control) {
        Interpreter interpreter = Interpreter.of(program, METHOD);
        List<Site> sites = interpreter.sites();
        Size size = new Size(DescriptionLength.of(program, OBSERVATIONS), "nats");
        Site last = sites.get(sites.size() - 1);
        return new Candidate(METHOD, control, "", new ModelExplanation(METHOD, interpreter, Optional.of(last), size));
    }
}

package org.assay.reports.cli.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.analysis.belief.causal.BeliefEdit;
import org.assay.analysis.belief.causal.BeliefErasure;
import org.assay.analysis.belief.causal.CausalSuite;
import org.assay.analysis.belief.causal.FilterTransfer;
import org.assay.analysis.belief.causal.GradedTargets;
import org.assay.analysis.belief.causal.LaterReadout;
import org.assay.analysis.belief.causal.SiteEdits;
import org.assay.analysis.metric.Interval;

/**
 * What {@code beliefs-causal --json} prints. Divergences are in nats per token, successes {@code 1 - KL(target || edited) / KL(target ||
 * unedited)}, intervals over pairs.
 *
 * @param process  trained on
 * @param position of the edits, from 0
 * @param networks one for each folder
 */
public record CausalAnswer(String process, int position, List<Network> networks) {
    /** A number with its interval. */
    public record Numbers(double value, double low, double high) {
        static Numbers of(Interval interval) {
            return new Numbers(interval.value(), interval.low(), interval.high());
        }
    }

    /**
     * @param name     of the folder
     * @param excess   KL(process || network) at the contexts edited
     * @param gate     the most of it with which edits count as evidence
     * @param fitted   different contexts fitted on
     * @param edited   different contexts edited
     * @param pairs    of contexts
     * @param probes   how far the probes can be believed
     * @param sites    in order
     * @param later    read-outs after the edit
     * @param alike    why there are no pairs that agree in the next law; empty where there are
     * @param transfer sequences of other processes
     */
    public record Network(
            String name,
            double excess,
            double gate,
            int fitted,
            int edited,
            int pairs,
            String probes,
            List<SiteNumbers> sites,
            List<Later> later,
            String alike,
            List<Transfer> transfer) {
        /** Whether it answers nearly as the process does. */
        public boolean trained() {
            return excess <= gate;
        }
    }

    /**
     * @param edits   by title
     * @param graded  random points of the simplex
     * @param erasure the belief set to its mean
     */
    public record SiteNumbers(
            String site,
            int dimensions,
            double explained,
            double probeR2,
            double before,
            Map<String, EditNumbers> edits,
            Graded graded,
            Erasure erasure) {}

    public record EditNumbers(Numbers success, Numbers aboveRandom, double toTarget, double fromBase) {}

    public record Graded(
            Numbers divergence, double median, double within, double unedited, double random, double success) {}

    public record Erasure(
            double intact, double erased, Numbers random, double others, double beliefFree, Numbers lost) {}

    public record Later(
            String site, boolean sameNextLaw, int steps, int pairs, double apart, Map<String, Numbers> success) {}

    public record Transfer(String sequences, double kept, int contexts, Numbers toTrained, Double toMaker) {}

    /** @param names of the folders, as many as suites */
    public static CausalAnswer of(List<String> names, List<CausalSuite> suites, double gate) {
        List<Network> networks = new ArrayList<>();
        for (int i = 0; i < suites.size(); i++) {
            networks.add(network(names.get(i), suites.get(i), gate));
        }
        CausalSuite first = suites.get(0);
        return new CausalAnswer(first.process(), first.options().position(), networks);
    }

    private static Network network(String name, CausalSuite suite, double gate) {
        List<SiteNumbers> sites = new ArrayList<>();
        for (int s = 0; s < suite.edits().size(); s++) {
            sites.add(site(
                    suite.edits().get(s),
                    suite.graded().get(s),
                    suite.erasures().get(s)));
        }
        return new Network(
                name,
                suite.edits().get(0).excess(),
                gate,
                suite.fitted(),
                suite.edited(),
                suite.pairs(),
                suite.guard().statement(),
                sites,
                suite.later().stream().map(CausalAnswer::later).toList(),
                suite.alike(),
                suite.transfer().stream().map(CausalAnswer::transfer).toList());
    }

    private static SiteNumbers site(SiteEdits edits, GradedTargets graded, BeliefErasure erasure) {
        Map<String, EditNumbers> byEdit = new LinkedHashMap<>();
        edits.edits()
                .forEach(each -> byEdit.put(
                        each.edit().title(),
                        new EditNumbers(
                                Numbers.of(each.success()),
                                Numbers.of(each.aboveRandom()),
                                each.toTarget(),
                                each.fromBase())));
        return new SiteNumbers(
                edits.site().name(),
                edits.dimensions(),
                edits.explained(),
                edits.probeR2(),
                edits.before(),
                byEdit,
                new Graded(
                        Numbers.of(graded.divergence()),
                        graded.median(),
                        graded.within(),
                        graded.unedited(),
                        graded.random(),
                        graded.success()),
                new Erasure(
                        erasure.intact(),
                        erasure.erased(),
                        Numbers.of(erasure.random()),
                        erasure.others(),
                        erasure.beliefFree(),
                        Numbers.of(erasure.lost())));
    }

    private static Later later(LaterReadout later) {
        Map<String, Numbers> success = new LinkedHashMap<>();
        for (BeliefEdit edit : BeliefEdit.values()) {
            if (later.success().containsKey(edit)) {
                success.put(edit.title(), Numbers.of(later.success().get(edit)));
            }
        }
        return new Later(
                later.site().name(), later.sameNextLaw(), later.steps(), later.pairs(), later.apart(), success);
    }

    private static Transfer transfer(FilterTransfer transfer) {
        return new Transfer(
                transfer.sequences(),
                transfer.kept(),
                transfer.contexts(),
                Numbers.of(transfer.toTrained()),
                transfer.toMaker().isPresent() ? transfer.toMaker().getAsDouble() : null);
    }
}

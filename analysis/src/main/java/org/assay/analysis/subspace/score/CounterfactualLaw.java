package org.assay.analysis.subspace.score;

import java.util.Optional;
import org.assay.analysis.explain.Answer;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.Site;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.Observer;
import org.assay.datasets.sequence.ContextSet;

/**
 * The exact law of the next token at a base when one factor has the value that it has at a source and all else stays. Where the
 * process can change the factor alone it says so itself. A token it cannot change alone, since rules and memories go by it: there
 * the token is edited in the context and everything that follows from it follows, which is what an exchange of the variable that
 * holds the token means.
 */
interface CounterfactualLaw {
    /** @throws IllegalArgumentException with the reason, when the base cannot have the value of the source */
    double[] at(int base, int source);

    /** How the law is obtained, in words. */
    String description();

    /** The law of the factor called {@code name}; cannot be asked where the process has no such site. */
    static Answer<CounterfactualLaw> of(GeneratingProcess process, ContextSet contexts, String name) {
        switch (name) {
            case KnownSite.CURRENT_TOKEN:
                return Answer.given(new TokenEdited(process, contexts, 0));
            case KnownSite.PREVIOUS_TOKEN:
                return Answer.given(new TokenEdited(process, contexts, 1));
            default:
                Optional<Site> site = process.sites().stream()
                        .filter(each -> each.name().equals(name) || each.name().equals("factor." + name))
                        .findFirst();
                return site.<Answer<CounterfactualLaw>>map(
                                each -> Answer.given(new ChangedAlone(process, contexts, each)))
                        .orElseGet(() -> Answer.cannotBeAsked("the process " + process.name()
                                + " knows no law that follows when " + name + " alone is changed"));
        }
    }

    /** The process changes the factor itself. */
    record ChangedAlone(GeneratingProcess process, ContextSet contexts, Site site) implements CounterfactualLaw {
        @Override
        public double[] at(int base, int source) {
            ContextSet row = contexts.select(new int[] {base});
            Intervention edit = Intervention.interchange(
                    process.record(contexts.select(new int[] {source}), site), Optional.empty(), new int[] {0});
            return process.run(row, edit).probabilities().row(0);
        }

        @Override
        public String description() {
            return "the factor is changed alone";
        }
    }

    /** @param back how many tokens before the last one the edited one stands */
    record TokenEdited(GeneratingProcess process, ContextSet contexts, int back) implements CounterfactualLaw {
        @Override
        public double[] at(int base, int source) {
            int[] tokens = contexts.context(base);
            int[] lender = contexts.context(source);
            if (tokens.length <= back) {
                throw new IllegalArgumentException("there is no token " + back + " before the last one");
            }
            tokens[tokens.length - 1 - back] = lender[lender.length - 1 - back];
            Observer observer = process.observer();
            observer.restart();
            for (int token : tokens) {
                observer.read(token);
            }
            double[] law = new double[process.vocabulary().size()];
            observer.next(law);
            return law;
        }

        @Override
        public String description() {
            return "the token is edited and what follows from it follows";
        }
    }
}

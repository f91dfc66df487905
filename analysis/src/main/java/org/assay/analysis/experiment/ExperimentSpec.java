package org.assay.analysis.experiment;

import java.util.List;
import java.util.Optional;
import org.assay.analysis.experiment.partition.PartitionSpec;
import org.assay.datasets.file.Json;
import org.assay.datasets.origin.ContentHash;
import org.assay.datasets.origin.Provenance;

/**
 * An experiment as data: everything that decides its result, and nothing else. The number of workers, folders and devices
 * are not part of it.
 *
 * @param name       short, for the folder
 * @param question   what is asked, a sentence
 * @param seed       the one number that all randomness comes from
 * @param replicates how often everything but the training is repeated with other seeds, at least 3 so that every score has an
 *                   interval
 * @param languages  one part per language
 */
public record ExperimentSpec(String name, String question, long seed, int replicates, List<LanguageSpec> languages) {
    static final int FEWEST_REPLICATES = 3;
    static final int MOST_REPLICATES = 100;

    public ExperimentSpec {
        if (!name.matches("[a-z0-9-]{1,60}")) {
            throw new IllegalArgumentException(
                    "name must be lower-case letters, digits and hyphens, got '" + name + "'");
        }
        require("replicates", replicates, FEWEST_REPLICATES, MOST_REPLICATES);
        languages = List.copyOf(languages);
        if (languages.isEmpty()) {
            throw new IllegalArgumentException("languages must name at least one language");
        }
    }

    /** The id of this experiment under this version of the code. */
    public ContentHash key() {
        return ContentHash.of(Provenance.CODE_VERSION + Json.line(this));
    }

    /**
     * @param language built-in name or YAML file
     * @param networks how many networks are trained with different seeds, at most as many as replicates; replicate r explains
     *                 network r modulo this
     * @param network  their architecture
     * @param training how they are trained
     * @param reference networks that were trained before and are explained in place of new ones; empty where new ones are trained
     * @param contexts what everything is measured on
     * @param methods  what is fitted
     * @param partitions which sites are cut into blocks, and how; empty where none is
     * @param checks   what must hold for the run to count as passed
     */
    public record LanguageSpec(
            String language,
            int networks,
            NetworkSpec network,
            TrainingSpec training,
            List<Kept> reference,
            ContextSpec contexts,
            MethodSpec methods,
            Optional<PartitionSpec> partitions,
            CheckSpec checks) {
        public LanguageSpec {
            require("networks", networks, 1, reference.isEmpty() ? MOST_REPLICATES : reference.size());
            reference = List.copyOf(reference);
        }
    }

    /**
     * A network that was trained before.
     *
     * @param folder  a reference folder, as it was named
     * @param weights id of the weights in it
     */
    public record Kept(String folder, String weights) {}

    /**
     * Contexts to measure on: all prefixes up to {@code enumerate} tokens with their exact probabilities, or, when that is 0,
     * {@code sequences} sampled sequences of the network's context length.
     *
     * @param firstPosition rows with fewer than this many tokens before their last are left out, from 0
     * @param splitDepth    contexts that share this many first tokens stay on one side of the split
     * @param heldOutShare  share of the subtrees that scores are computed on
     */
    public record ContextSpec(int enumerate, int sequences, int firstPosition, int splitDepth, double heldOutShare) {
        public ContextSpec {
            require("enumerate", enumerate, 0, 14);
            if ((enumerate == 0) == (sequences == 0)) {
                throw new IllegalArgumentException(
                        "contexts need either enumerate or sequences, not both and not neither");
            }
            require("sequences", sequences, 0, 1_000_000);
            require("first_position", firstPosition, 0, 1_000);
            require("split_depth", splitDepth, 1, 16);
            if (!(heldOutShare > 0 && heldOutShare < 1)) {
                throw new IllegalArgumentException("held_out_share must lie between 0 and 1, got " + heldOutShare);
            }
        }
    }

    /**
     * @param sites          hook points whose subspaces are fitted
     * @param directions     sizes of the subspaces
     * @param programSite    hook point whose activations the program fitter sees
     * @param programContext how many tokens the program may look at
     * @param editedRows     at most so many held-out rows are used where the network is edited row by row
     * @param ngramTokens    tokens that the n-gram predictors are estimated from
     */
    public record MethodSpec(
            List<String> sites,
            List<Integer> directions,
            String programSite,
            int programContext,
            int editedRows,
            int ngramTokens) {
        public MethodSpec {
            sites = List.copyOf(sites);
            directions = List.copyOf(directions);
            require("program_context", programContext, 1, 8);
            require("edited_rows", editedRows, 100, 1_000_000);
            require("ngram_tokens", ngramTokens, 1_000, 100_000_000);
        }
    }

    /**
     * Bounds that the run states and checks; a bound of 0 is not checked.
     *
     * @param heldOutLossBelow nats per token
     * @param meanKlBelow      mean KL(truth || network), nats per token; the gate for geometric claims
     * @param beliefR2AtLeast  held-out read-out of the belief from the last residual stream
     */
    public record CheckSpec(double heldOutLossBelow, double meanKlBelow, double beliefR2AtLeast) {}

    static void require(String role, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(role + " must lie in " + least + " .. " + most + ", got " + value);
        }
    }
}

package org.assay.reports.cli.answer;

import java.util.List;
import java.util.Locale;
import org.assay.analysis.compile.Agreement;
import org.assay.analysis.compile.CompiledFolder;
import org.assay.analysis.compile.CompiledNetwork;
import org.assay.reports.table.Decimals;

/**
 * What {@code program compile --json} prints.
 *
 * @param folder       of the network
 * @param truth        the file with its circuit
 * @param shape        of the network
 * @param blocks       sites with a partition
 * @param edges        that are in the circuit
 * @param contexts     on which network and program were compared
 * @param everyContext whether these are all there are
 * @param meanKl       mean of KL(program || network), nats
 * @param worstKl      the largest of any context, in either direction
 * @param exact        whether that is at most 1e-6
 */
public record CompiledAnswer(
        String folder,
        String truth,
        String shape,
        List<String> blocks,
        int edges,
        int contexts,
        boolean everyContext,
        double meanKl,
        double worstKl,
        boolean exact) {

    /** @param everyContext whether the agreement is over all contexts that there are */
    public static CompiledAnswer of(CompiledNetwork network, String folder, Agreement agreement, boolean everyContext) {
        return new CompiledAnswer(
                folder,
                folder + "/" + CompiledFolder.CIRCUIT,
                network.config().shape(),
                List.copyOf(network.circuit().blocks().keySet()),
                network.circuit().edges().size(),
                agreement.contexts(),
                everyContext,
                agreement.mean(),
                agreement.worst(),
                agreement.isExact());
    }

    /** The same in words; ends with a newline. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "%s%n%d true edges between the blocks of %d sites: %s%nprogram and network %s: %s contexts, mean KL %s, largest %s nats"
                        + "%nwritten to %s%n",
                shape,
                edges,
                blocks.size(),
                truth,
                exact ? "agree" : "differ",
                (everyContext ? "all " : "") + contexts,
                Decimals.shown(meanKl, 3),
                Decimals.shown(worstKl, 3),
                folder);
    }
}

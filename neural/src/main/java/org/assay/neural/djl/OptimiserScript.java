package org.assay.neural.djl;

import java.util.ArrayList;
import java.util.List;
import org.assay.neural.transformer.ParameterLayout;

/**
 * TorchScript text of one update: {@code update(p, m, v, g, t, rate)} changes the parameters {@code p} and the memory {@code m},
 * {@code v} in place (a vector that the optimiser does not remember is empty) given the clipped gradient {@code g}, which it
 * may overwrite, and the number {@code t} of this step, from 1; it gives the norm of the parameters afterwards.
 *
 * <p>Fused operators work in place on lists of tensors. The compiler takes an in-place change of a list that nobody reads
 * for dead code and drops it without a word, and the gradient with it; so the lists are variables, and the norm of what they
 * hold afterwards is the answer.
 */
final class OptimiserScript {
    private static final String HEAD = "  def update(self: __torch__.M, p: Tensor, m: Tensor, v: Tensor, g: Tensor, "
            + "t: Tensor, rate: Tensor) -> Tensor:\n";

    private OptimiserScript() {}

    static String of(ParameterLayout layout, Optimiser optimiser) {
        if (optimiser instanceof AdamW adamW) {
            return HEAD + adam("_fused_adamw_", adamW, adamW.weightDecay(), layout);
        }
        if (optimiser instanceof Adam adam) {
            AdamW moments = new AdamW(adam.beta1(), adam.beta2(), adam.epsilon(), 0, adam.clipNorm());
            return HEAD + adam("_fused_adam_", moments, adam.penalty(), layout);
        }
        if (optimiser instanceof Sgd sgd) {
            return HEAD + descent(layout, sgd);
        }
        return MuonScript.of(layout, (Muon) optimiser, HEAD);
    }

    /**
     * A range of the flat vector that is treated alike.
     *
     * @param from    its first entry
     * @param to      the entry after its last
     * @param decayed whether it is made of matrices
     */
    record Group(int from, int to, boolean decayed) {
        /** The same range of {@code vector}. */
        String of(String vector) {
            return "torch.slice(" + vector + ", 0, " + from + ", " + to + ", 1)";
        }
    }

    private static String adam(String operator, AdamW options, double decay, ParameterLayout layout) {
        int matrices = layout.decayedSize();
        List<Group> groups = new ArrayList<>();
        groups.add(new Group(0, matrices, true));
        if (matrices < layout.size()) {
            groups.add(new Group(matrices, layout.size(), false));
        }
        StringBuilder text = new StringBuilder();
        String lists = fused(text, operator, options, decay, groups);
        return text + "    return torch.linalg_vector_norm(torch.cat(" + lists + "))\n";
    }

    /** Writes one fused call for each group; gives an expression for the list of all that they changed, which must be read. */
    static String fused(StringBuilder text, String operator, AdamW options, double decay, List<Group> groups) {
        String lists = "";
        for (int i = 0; i < groups.size(); i++) {
            Group group = groups.get(i);
            for (String vector : List.of("p", "g", "m", "v")) {
                text.append("    %s%d = [%s]%n".formatted(vector, i, group.of(vector)));
            }
            text.append("""
                        torch.%2$s(p%1$d, g%1$d, m%1$d, v%1$d, annotate(List[Tensor], []), [t], lr=rate, beta1=%3$s, \
                    beta2=%4$s, weight_decay=%5$s, eps=%6$s, amsgrad=False, maximize=False)
                    """.formatted(
                            i,
                            operator,
                            options.beta1(),
                            options.beta2(),
                            Double.toString(group.decayed() ? decay : 0),
                            options.epsilon()));
            lists = i == 0 ? "p0" : "torch.add(" + lists + ", p" + i + ")";
        }
        return lists;
    }

    private static String descent(ParameterLayout layout, Sgd sgd) {
        Group matrices = new Group(0, layout.decayedSize(), true);
        String penalty = sgd.penalty() == 0
                ? ""
                : "    _0 = torch.add_(" + matrices.of("g") + ", torch.mul(" + matrices.of("p") + ", " + sgd.penalty()
                        + "))\n";
        return penalty + momentum("u", "m", "g", sgd.momentum(), sgd.nesterov()) + """
                    _2 = torch.sub_(p, torch.mul(u, rate))
                    return torch.linalg_vector_norm(p)
                """;
    }

    /** {@code to}: the gradient after momentum, whose memory is changed in place. */
    static String momentum(String to, String memory, String gradient, double momentum, boolean nesterov) {
        if (momentum == 0) {
            return "    " + to + " = " + gradient + "\n";
        }
        String changed = "    _1 = torch.add_(torch.mul_(" + memory + ", " + momentum + "), " + gradient + ")\n    "
                + to + " = ";
        return changed
                + (nesterov ? "torch.add(" + gradient + ", torch.mul(" + memory + ", " + momentum + "))" : memory)
                + "\n";
    }
}

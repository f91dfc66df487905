package org.assay.neural.djl;

import org.assay.neural.djl.ScriptWriter.Pass;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.TransformerConfig;

/** Writes what is descended in training: the loss, and the penalty on queries and keys where there is one. */
final class PenaltyScript {
    private PenaltyScript() {}

    /** {@code objective(l, p)}: {@code l + penalty sum |W^T W - I|^2} over the (D, N H) projections of queries and keys. */
    static String objective(TransformerConfig config) {
        ScriptWriter out = new ScriptWriter(config, Pass.LEAN);
        out.line("def objective(self: __torch__.M, l: Tensor, p: Tensor) -> Tensor:");
        if (config.attn().penalty() == 0) {
            out.line("  return l");
            return out.text();
        }
        String first = ParameterLayout.projections(config).get(0);
        int parts = ParameterLayout.queriesAndKeys(config).size();
        int n = config.nHeads();
        int d = config.dModel();
        int h = config.dHead();
        out.splitParameters();
        out.line("  y = l");
        for (int layer = 0; layer < config.nLayers(); layer++) {
            out.line("  f = torch.slice(" + out.piece(HookPoint.block(layer) + "attn.W_" + first) + ", 0, 0, "
                    + parts * n * d * h + ", 1)");
            out.line("  f = torch.permute(torch.view(f, [" + parts + ", " + n + ", " + d + ", " + h
                    + "]), [0, 2, 1, 3])");
            out.line("  f = torch.reshape(f, [" + parts + ", " + d + ", " + n * h + "])  # (queries and keys, D, N H)");
            out.line("  g = torch.bmm(torch.transpose(f, 1, 2), f)");
            // |G - I|^2 = |G|^2 - 2 |W|^2 + N H; the last has no gradient, but makes the number what it is said to be.
            out.line("  q = torch.sub(torch.sum(torch.mul(g, g)), torch.sum(torch.mul(f, f)), alpha=2)");
            out.line("  y = torch.add(y, torch.mul(torch.add(q, " + (double) parts * n * h + "), "
                    + config.attn().penalty() + "))");
        }
        out.line("  return y");
        return out.text();
    }
}

package org.assay.neural.djl;

import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;

/** Writes norms of the residual stream. The hook point lies before gain and offset. */
final class NormScript {
    private final ScriptWriter out;
    private final TransformerConfig config;

    NormScript(ScriptWriter out) {
        this.out = out;
        this.config = out.config();
    }

    /** {@code to = norm(from)}, both (B P, D). */
    void norm(String to, String from, String prefix) {
        norm(to, from, prefix, out.hooked());
    }

    /** The same for inputs of single heads, (B P, N, D), without hook points. */
    void unseen(String to, String from, String prefix) {
        norm(to, from, prefix, false);
    }

    private void norm(String to, String from, String prefix, boolean seen) {
        String epsilon = Double.toString(config.eps());
        if (!config.hasNorm()) {
            out.line("  " + to + " = " + from);
        } else if (config.normalizationType() == NormalizationType.BATCH) {
            batchNorm(to, from, prefix, epsilon, seen);
        } else if (config.normalizationType() == NormalizationType.LN && !seen) {
            out.line("  " + to + " = torch.layer_norm(" + from + ", [" + config.dModel() + "], "
                    + out.piece(prefix + "w") + ", " + out.piece(prefix + "b") + ", " + epsilon + ")");
        } else {
            tokenNorm(to, from, prefix, epsilon, seen);
        }
    }

    private void tokenNorm(String to, String from, String prefix, String epsilon, boolean seen) {
        if (config.centres()) {
            out.line("  " + to + " = torch.sub(" + from + ", torch.mean(" + from + ", [-1], True))");
        } else {
            out.line("  " + to + " = " + from);
        }
        String variance = "torch.add(torch.mean(torch.mul(" + to + ", " + to + "), [-1], True), " + epsilon + ")";
        if (seen) {
            divide(to, to, "torch.sqrt(" + variance + ")", prefix);
        } else {
            out.line("  " + to + " = torch.mul(" + to + ", torch.rsqrt(" + variance + "))");
        }
        if (config.hasGain()) {
            out.line("  " + to + " = torch.mul(" + to + ", " + out.piece(prefix + "w") + ")");
        }
        if (config.normalizationType() == NormalizationType.LN) {
            out.line("  " + to + " = torch.add(" + to + ", " + out.piece(prefix + "b") + ")");
        }
    }

    /** One number: the mean square of the vectors at the first position of all sequences, or its running mean. */
    private void batchNorm(String to, String from, String prefix, String epsilon, boolean seen) {
        if (out.training()) {
            out.line("  r = torch.select(torch.view(" + from + ", [B, P, " + config.dModel() + "]), 1, 0)  # (B, D)");
            out.line("  r = torch.view(torch.mean(torch.mul(r, r)), [1])");
            out.line("  _2 = torch.append(stats, torch.detach(r))");
        } else {
            out.line("  r = " + out.piece(prefix + "running_square"));
        }
        if (seen) {
            divide(to, from, "torch.expand(torch.sqrt(torch.add(r, " + epsilon + ")), [torch.size(x, 0), 1])", prefix);
        } else {
            out.line("  " + to + " = torch.mul(" + from + ", torch.rsqrt(torch.add(r, " + epsilon + ")))");
        }
    }

    /** The quotient with both its hook points. */
    private void divide(String to, String from, String scale, String prefix) {
        out.line("  r = " + scale + "  # (B P, 1)");
        out.point(prefix + "hook_scale", "r");
        out.line("  " + to + " = torch.div(" + from + ", r)");
        out.point(prefix + "hook_normalized", to);
    }
}

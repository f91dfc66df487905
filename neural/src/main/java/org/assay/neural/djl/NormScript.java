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
        String epsilon = Double.toString(config.eps());
        if (!config.hasNorm()) {
            out.line("  " + to + " = " + from);
        } else if (config.normalizationType() == NormalizationType.BATCH) {
            batchNorm(to, from, prefix, epsilon);
        } else if (config.normalizationType() == NormalizationType.LN && !out.hooked()) {
            out.line("  " + to + " = torch.layer_norm(" + from + ", [" + config.dModel() + "], "
                    + out.piece(prefix + "w") + ", " + out.piece(prefix + "b") + ", " + epsilon + ")");
        } else {
            tokenNorm(to, from, prefix, epsilon);
        }
    }

    private void tokenNorm(String to, String from, String prefix, String epsilon) {
        if (config.centres()) {
            out.line("  " + to + " = torch.sub(" + from + ", torch.mean(" + from + ", [1], True))");
        } else {
            out.line("  " + to + " = " + from);
        }
        out.line("  " + to + " = torch.mul(" + to + ", torch.rsqrt(torch.add(torch.mean(torch.mul(" + to + ", " + to
                + "), [1], True), " + epsilon + ")))");
        out.point(prefix + "hook_normalized", to);
        if (config.hasGain()) {
            out.line("  " + to + " = torch.mul(" + to + ", " + out.piece(prefix + "w") + ")");
        }
        if (config.normalizationType() == NormalizationType.LN) {
            out.line("  " + to + " = torch.add(" + to + ", " + out.piece(prefix + "b") + ")");
        }
    }

    /** One number: the mean square of the vectors at the first position of all sequences, or its running mean. */
    private void batchNorm(String to, String from, String prefix, String epsilon) {
        if (out.training()) {
            out.line("  r = torch.select(torch.view(" + from + ", [B, P, " + config.dModel() + "]), 1, 0)  # (B, D)");
            out.line("  r = torch.view(torch.mean(torch.mul(r, r)), [1])");
            out.line("  _2 = torch.append(stats, torch.detach(r))");
        } else {
            out.line("  r = " + out.piece(prefix + "running_square"));
        }
        out.line("  " + to + " = torch.mul(" + from + ", torch.rsqrt(torch.add(r, " + epsilon + ")))");
        out.point(prefix + "hook_normalized", to);
    }
}

package org.assay.neural.djl;

import org.assay.neural.transformer.TransformerConfig;

/** Writes the hidden layer of a block. */
final class MlpScript {
    private final ScriptWriter out;
    private final TransformerConfig config;

    MlpScript(ScriptWriter out) {
        this.out = out;
        this.config = out.config();
    }

    /** Reads the normalised residual {@code a} (B P, D), leaves the output of the MLP there. */
    void mlp(String mlp) {
        String in = out.matrix(mlp + "W_in");
        String inBias = config.biases() ? out.piece(mlp + "b_in") : "";
        if (config.bilinearMlp()) {
            out.linear("g", "a", out.matrix(mlp + "W_gate"), "");
            out.point(mlp + "hook_pre", "g");
            out.linear("a", "a", in, "");
            out.point(mlp + "hook_pre_linear", "a");
            out.line("  a = torch.mul(g, a)  # (B P, F)");
            if (config.biases()) {
                out.line("  a = torch.add_(a, " + inBias + ")");
            }
        } else {
            out.linear("a", "a", in, inBias);
            out.point(mlp + "hook_pre", "a");
            out.line("  a = " + activation() + "  # (B P, F)");
        }
        out.point(mlp + "hook_post", "a");
        out.linear("a", "a", out.matrix(mlp + "W_out"), config.biases() ? out.piece(mlp + "b_out") : "");
    }

    private String activation() {
        return switch (config.actFn()) {
            case RELU -> "torch.relu(a)";
            case GELU -> "torch.gelu(a)";
            case GELU_NEW -> "torch.gelu(a, approximate=\"tanh\")";
            case BILINEAR -> throw new IllegalStateException("a bilinear MLP has no activation");
        };
    }
}

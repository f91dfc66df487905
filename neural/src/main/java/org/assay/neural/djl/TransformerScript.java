package org.assay.neural.djl;

import java.util.function.Consumer;
import org.assay.neural.djl.ScriptWriter.Pass;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.TransformerConfig;

/**
 * Writes the forward pass of one architecture as TorchScript text; {@code ReferenceTransformer} says the same in plain Java.
 * Three variants: a lean one, the same with the statistics of the batch to train, and one that passes every hook point through
 * {@code self.hook}, which may keep it or replace part of it. Axes: B batch, P position, N heads, H head size, D width, F
 * hidden, V vocabulary; rows are (B P).
 *
 * <p>The common arguments of all methods are {@code p}, the flat parameters; {@code tok}, int64 (B, P) tokens; and the
 * constants {@code mask} (C, C), {@code cos} and {@code sin} (C, H/2) of {@link TransformerConstants}.
 */
final class TransformerScript {
    static final String TENSORS = "p: Tensor, tok: Tensor, mask: Tensor, cos: Tensor, sin: Tensor";

    private final ScriptWriter out;
    private final TransformerConfig config;
    private final NormScript norms;
    private final Consumer<String> attention;
    private final MlpScript mlps;

    private TransformerScript(TransformerConfig config, Pass pass) {
        this.out = new ScriptWriter(config, pass);
        this.config = config;
        this.norms = new NormScript(out);
        AttentionScript lean = new AttentionScript(out);
        HookedAttentionScript seen = new HookedAttentionScript(out, norms, lean);
        this.attention = pass == Pass.HOOKED ? seen::attention : lean::attention;
        this.mlps = new MlpScript(out);
    }

    /** {@code logits(p, tok, mask, cos, sin)}: (B P, V), with running statistics. */
    static String lean(TransformerConfig config) {
        TransformerScript script = new TransformerScript(config, Pass.LEAN);
        script.out.line("def logits(self: __torch__.M, " + TENSORS + ") -> Tensor:");
        script.forward();
        return script.out.text();
    }

    /**
     * {@code training_logits(p, tok, mask, cos, sin, stats)}: (B P, V), with the statistics of the batch. These are appended
     * to {@code stats}: joined, they are what the last part of the flat parameters holds running means of, in its order.
     */
    static String training(TransformerConfig config) {
        TransformerScript script = new TransformerScript(config, Pass.TRAINING);
        script.out.line("def training_logits(self: __torch__.M, " + TENSORS + ", stats: List[Tensor]) -> Tensor:");
        script.forward();
        return script.out.text();
    }

    /**
     * {@code logits(p, tok, mask, cos, sin, edits, cache)}: (B P, V). What {@code edits} requests at the hook points is done;
     * see {@link AnalysisScript}.
     */
    static String hooked(TransformerConfig config) {
        TransformerScript script = new TransformerScript(config, Pass.HOOKED);
        script.out.line(
                "def logits(self: __torch__.M, " + TENSORS + ", " + AnalysisScript.HOOK_TENSORS + ") -> Tensor:");
        script.forward();
        return AnalysisScript.hook() + script.out.text();
    }

    private void forward() {
        out.line("  B = torch.size(tok, 0)");
        out.line("  P = torch.size(tok, 1)");
        out.splitParameters();
        out.line("  m = torch.slice(torch.slice(mask, 0, 0, P, 1), 1, 0, P, 1)  # (P, P)");
        if (config.rotary()) {
            out.line("  c = torch.slice(cos, 0, 0, P, 1)  # (P, H/2)");
            out.line("  s = torch.slice(sin, 0, 0, P, 1)  # (P, H/2)");
            if (AttentionScript.interleaved(out)) {
                out.line("  c = torch.complex(c, s)");
            }
        }
        embed();
        for (int layer = 0; layer < config.nLayers(); layer++) {
            block(HookPoint.block(layer));
        }
        norms.norm("y", "x", "ln_final.");
        out.point(HookPoint.UNEMBED_IN, "y");
        unembed();
        out.point(HookPoint.LOGITS, "y");
        out.line("  return y");
    }

    private void embed() {
        out.line("  x = torch.view(torch.embedding(" + out.matrix("embed.W_E") + ", tok), [-1, " + config.dModel()
                + "])  # (B P, D)");
        out.point("hook_embed", "x");
        if (config.learnedPositions()) {
            out.line("  e = torch.slice(" + out.matrix("pos_embed.W_pos") + ", 0, 0, P, 1)  # (P, D)");
            if (out.hooked()) {
                out.line("  e = torch.reshape(torch.expand(e, [B, P, " + config.dModel() + "]), [-1, " + config.dModel()
                        + "])");
                out.point("hook_pos_embed", "e");
                out.line("  x = torch.add(x, e)");
            } else {
                String width = config.dModel() + "])";
                out.line("  x = torch.view(torch.add(torch.view(x, [B, P, " + width + ", e), [-1, " + width);
            }
        }
    }

    private void block(String block) {
        ResidualScript residual = new ResidualScript(out);
        out.point(block + "hook_resid_pre", "x");
        norms.norm("a", "x", block + "ln1.");
        attention.accept(block);
        residual.write(block + "hook_attn_out", config.residual().attention());
        if (!config.attnOnly()) {
            out.point(block + "hook_resid_mid", "x");
            String read = "x";
            if (out.hooked()) {
                out.line("  a = torch.alias(x)  # a node of its own, so that it has a derivative of its own");
                out.point(block + "hook_mlp_in", "a");
                read = "a";
            }
            norms.norm("a", read, block + "ln2.");
            mlps.mlp(block + "mlp.");
            residual.write(block + "hook_mlp_out", config.residual().mlp());
        }
        out.point(block + "hook_resid_post", "x");
    }

    private void unembed() {
        String matrix =
                config.unembed().tied() ? "torch.t(" + out.matrix("embed.W_E") + ")" : out.matrix("unembed.W_U");
        if (config.unembed().bias()) {
            out.linear("y", "y", matrix, out.piece("unembed.b_U"));
        } else {
            out.line("  y = torch.mm(y, " + matrix + ")  # (B P, V)");
        }
    }
}

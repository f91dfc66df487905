package org.assay.neural.djl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.ParameterLayout.Parameter;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;

/**
 * Writes the forward pass of one architecture as TorchScript text; {@code ReferenceTransformer} says the same in plain Java.
 * Two variants: a lean one to train, and one that passes every hook point through {@code self.hook}, which may keep it or
 * replace part of it. Axes: B batch, P position, N heads, H head size, D width, F hidden, V vocabulary; rows are (B P).
 *
 * <p>The common arguments of all methods are {@code p}, the flat parameters; {@code tok}, int64 (B, P) tokens; and the
 * constants {@code mask} (C, C), {@code cos} and {@code sin} (C, H/2) of {@link TransformerConstants}.
 */
final class TransformerScript {
    static final String TENSORS = "p: Tensor, tok: Tensor, mask: Tensor, cos: Tensor, sin: Tensor";
    private static final String HOOK_TENSORS =
            "want: str, rows: Tensor, cache: List[Tensor], " + "site: str, replacement: Tensor, projector: Tensor";
    private static final String HOOK_ARGUMENTS = "want, rows, cache, site, replacement, projector";

    private final TransformerConfig config;
    private final boolean hooks;
    private final ParameterLayout layout;
    private final List<String> pieces;
    private final List<Integer> pieceSizes = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private TransformerScript(TransformerConfig config, boolean hooks) {
        this.config = config;
        this.hooks = hooks;
        this.layout = ParameterLayout.of(config);
        this.pieces = pieces();
    }

    /** {@code logits(p, tok, mask, cos, sin)}: (B P, V). */
    static String lean(TransformerConfig config) {
        TransformerScript script = new TransformerScript(config, false);
        script.line("def logits(self: __torch__.M, " + TENSORS + ") -> Tensor:");
        script.forward();
        return script.text.toString();
    }

    /**
     * {@code logits(p, tok, mask, cos, sin, want, rows, cache, site, replacement, projector)}: (B P, V). The values of hook
     * point {@code want} are appended to {@code cache}; at hook point {@code site} the given rows are replaced.
     */
    static String hooked(TransformerConfig config) {
        TransformerScript script = new TransformerScript(config, true);
        script.hook();
        script.line("def logits(self: __torch__.M, " + TENSORS + ", " + HOOK_TENSORS + ") -> Tensor:");
        script.forward();
        return script.text.toString();
    }

    private void hook() {
        line("def hook(self: __torch__.M, name: str, x: Tensor, " + HOOK_TENSORS + ") -> Tensor:");
        line("  y = x  # (B P, any)");
        line("  if torch.eq(name, site):");
        line("    r = replacement  # (rows, any)");
        line("    if torch.gt(torch.numel(projector), 0):");
        line("      h = torch.index_select(x, 0, rows)");
        line("      r = torch.add(h, torch.matmul(torch.sub(replacement, h), projector))");
        line("    else:");
        line("      r = replacement");
        line("    y = torch.index_copy(x, 0, rows, r)");
        line("  else:");
        line("    y = x");
        line("  if torch.eq(name, want):");
        line("    _0 = torch.append(cache, y)");
        line("  else:");
        line("    pass");
        line("  return y");
    }

    private void forward() {
        line("  B = torch.size(tok, 0)");
        line("  P = torch.size(tok, 1)");
        line("  w = torch.split_with_sizes(p, " + pieceSizes + ", 0)");
        line("  m = torch.slice(torch.slice(mask, 0, 0, P, 1), 1, 0, P, 1)  # (P, P)");
        if (config.rotary()) {
            line("  c = torch.slice(cos, 0, 0, P, 1)  # (P, H/2)");
            line("  s = torch.slice(sin, 0, 0, P, 1)  # (P, H/2)");
        }
        line("  x = torch.view(torch.embedding(" + matrix("embed.W_E") + ", tok), [-1, " + config.dModel()
                + "])  # (B P, D)");
        point("hook_embed", "x");
        if (!config.rotary()) {
            line("  e = torch.slice(" + matrix("pos_embed.W_pos") + ", 0, 0, P, 1)  # (P, D)");
            line("  e = torch.reshape(torch.expand(e, [B, P, " + config.dModel() + "]), [-1, " + config.dModel()
                    + "])");
            point("hook_pos_embed", "e");
            line("  x = torch.add(x, e)");
        }
        for (int layer = 0; layer < config.nLayers(); layer++) {
            block(HookPoint.block(layer));
        }
        norm("y", "x", "ln_final.");
        line("  y = torch.mm(y, " + matrix("unembed.W_U") + ")  # (B P, V)");
        point(HookPoint.LOGITS, "y");
        line("  return y");
    }

    private void block(String block) {
        point(block + "hook_resid_pre", "x");
        norm("a", "x", block + "ln1.");
        attention(block);
        point(block + "hook_attn_out", "a");
        line("  x = torch.add(x, a)");
        if (!config.attnOnly()) {
            point(block + "hook_resid_mid", "x");
            norm("a", "x", block + "ln2.");
            mlp(block + "mlp.");
            point(block + "hook_mlp_out", "a");
            line("  x = torch.add(x, a)");
        }
        point(block + "hook_resid_post", "x");
    }

    /** Reads the normalised residual {@code a} (B P, D), leaves the output of attention there. */
    private void attention(String block) {
        int n = config.nHeads();
        int h = config.dHead();
        List<String> projections = ParameterLayout.projections(config);
        int parts = projections.size();
        line("  f = torch.view(" + piece(block + "attn.W_" + projections.get(0)) + ", [" + parts * n + ", "
                + config.dModel() + ", " + h + "])");
        line("  f = torch.reshape(torch.permute(f, [1, 0, 2]), [" + config.dModel() + ", -1])  # (D, parts N H)");
        line("  f = torch.mm(a, f)  # (B P, parts N H)");
        if (config.biases()) {
            line("  f = torch.add(f, " + piece(block + "attn.b_" + projections.get(0)) + ")");
        }
        if (hooks) {
            projectionHooks(block, projections);
        }
        line("  f = torch.permute(torch.view(f, [B, P, " + parts + ", " + n + ", " + h
                + "]), [2, 0, 3, 1, 4])  # (parts, B, N, P, H)");
        line("  v = torch.reshape(torch.select(f, 0, " + (parts - 1) + "), [-1, P, " + h + "])  # (B N, P, H)");
        rotate(parts - 1, h);
        pattern(block, n, h);
        line("  z = torch.view(torch.bmm(a, v), [B, " + n + ", P, " + h + "])");
        line("  z = torch.reshape(torch.permute(z, [0, 2, 1, 3]), [-1, " + n * h + "])  # (B P, N H)");
        point(block + "attn.hook_z", "z");
        String output = "torch.view(" + piece(block + "attn.W_O") + ", [" + n * h + ", " + config.dModel() + "])";
        linear("a", "z", output, config.biases() ? piece(block + "attn.b_O") : "");
    }

    private void projectionHooks(String block, List<String> projections) {
        int width = config.nHeads() * config.dHead();
        String[] names = new String[projections.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = "f" + i;
            line("  " + names[i] + " = torch.slice(f, 1, " + i * width + ", " + (i + 1) * width + ", 1)");
            point(block + "attn.hook_" + projections.get(i).toLowerCase(Locale.ROOT), names[i]);
        }
        line("  f = torch.cat([" + String.join(", ", names) + "], 1)");
    }

    /** Rotates queries and keys, half-split: {@code (x1, x2) -> (x1 cos - x2 sin, x2 cos + x1 sin)}. */
    private void rotate(int queriesAndKeys, int h) {
        line("  q = torch.slice(f, 0, 0, " + queriesAndKeys + ", 1)  # (queries and keys, B, N, P, H)");
        if (config.rotary()) {
            line("  q1 = torch.slice(q, 4, 0, " + h / 2 + ", 1)");
            line("  q2 = torch.slice(q, 4, " + h / 2 + ", " + h + ", 1)");
            line("  q = torch.cat([torch.sub(torch.mul(q1, c), torch.mul(q2, s)), "
                    + "torch.add(torch.mul(q2, c), torch.mul(q1, s))], 4)");
        }
        line("  q = torch.reshape(q, [" + queriesAndKeys + ", -1, P, " + h + "])  # (queries and keys, B N, P, H)");
    }

    /** Leaves the pattern (B N, P, P) in {@code a}. */
    private void pattern(String block, int n, int h) {
        if (config.bilinearAttention()) {
            line("  a = torch.bmm(torch.select(q, 0, 0), torch.transpose(torch.select(q, 0, 1), 1, 2))");
            line("  b = torch.bmm(torch.select(q, 0, 2), torch.transpose(torch.select(q, 0, 3), 1, 2))");
            line("  a = torch.mul(torch.mul(a, m), b)  # m holds 1/H^2 on and below the diagonal, else 0");
        } else {
            line("  a = torch.baddbmm(m, torch.select(q, 0, 0), torch.transpose(torch.select(q, 0, 1), 1, 2), "
                    + "beta=1., alpha=" + 1 / Math.sqrt(h) + ")");
            line("  a = torch.softmax(a, -1)  # m holds 0 on and below the diagonal, else -inf");
        }
        if (hooks) {
            line("  if torch.eq(want, \"" + block + "attn.hook_pattern\"):");
            line("    _1 = torch.append(cache, torch.view(a, [B, " + n + ", P, P]))");
            line("  else:");
            line("    pass");
        }
    }

    /** Reads the normalised residual {@code a} (B P, D), leaves the output of the MLP there. */
    private void mlp(String mlp) {
        String in = matrix(mlp + "W_in");
        String inBias = config.biases() ? piece(mlp + "b_in") : "";
        if (config.bilinearMlp()) {
            linear("g", "a", matrix(mlp + "W_gate"), "");
            point(mlp + "hook_pre", "g");
            linear("a", "a", in, "");
            point(mlp + "hook_pre_linear", "a");
            line("  a = torch.mul(g, a)  # (B P, F)");
            if (config.biases()) {
                line("  a = torch.add(a, " + inBias + ")");
            }
        } else {
            linear("a", "a", in, inBias);
            point(mlp + "hook_pre", "a");
            line("  a = " + (config.actFn() == ActFn.RELU ? "torch.relu(a)" : "torch.gelu(a)") + "  # (B P, F)");
        }
        point(mlp + "hook_post", "a");
        linear("a", "a", matrix(mlp + "W_out"), config.biases() ? piece(mlp + "b_out") : "");
    }

    /** {@code to = norm(from)}; the hook sees it before gain and offset. */
    private void norm(String to, String from, String prefix) {
        String epsilon = Double.toString(TransformerConfig.EPSILON);
        String width = Integer.toString(config.dModel());
        if (!config.hasNorm()) {
            line("  " + to + " = " + from);
            return;
        }
        boolean layerNorm = config.normalizationType() == NormalizationType.LN;
        String gain = piece(prefix + "w");
        if (layerNorm && !hooks) {
            line("  " + to + " = torch.layer_norm(" + from + ", [" + width + "], " + gain + ", " + piece(prefix + "b")
                    + ", " + epsilon + ")");
            return;
        }
        if (layerNorm) {
            line("  " + to + " = torch.sub(" + from + ", torch.mean(" + from + ", [1], True))");
        } else {
            line("  " + to + " = " + from);
        }
        line("  " + to + " = torch.mul(" + to + ", torch.rsqrt(torch.add(torch.mean(torch.mul(" + to + ", " + to
                + "), [1], True), " + epsilon + ")))");
        point(prefix + "hook_normalized", to);
        line("  " + to + " = torch.mul(" + to + ", " + gain + ")");
        if (layerNorm) {
            line("  " + to + " = torch.add(" + to + ", " + piece(prefix + "b") + ")");
        }
    }

    private void linear(String to, String from, String matrix, String bias) {
        line("  " + to + " = "
                + (bias.isEmpty()
                        ? "torch.mm(" + from + ", " + matrix + ")"
                        : "torch.addmm(" + bias + ", " + from + ", " + matrix + ")"));
    }

    private void point(String name, String variable) {
        if (hooks) {
            line("  " + variable + " = self.hook(\"" + name + "\", " + variable + ", " + HOOK_ARGUMENTS + ")");
        }
    }

    /** The pieces that the flat vector is split into: tensors, but the projections of a block (and their biases) together. */
    private List<String> pieces() {
        List<String> names = new ArrayList<>();
        List<String> joined = ParameterLayout.projections(config).stream()
                .skip(1)
                .flatMap(projection -> List.of(".attn.W_" + projection, ".attn.b_" + projection).stream())
                .collect(Collectors.toList());
        for (Parameter parameter : layout.parameters()) {
            if (joined.stream().anyMatch(parameter.name()::endsWith)) {
                int last = pieceSizes.size() - 1;
                pieceSizes.set(last, pieceSizes.get(last) + parameter.size());
            } else {
                names.add(parameter.name());
                pieceSizes.add(parameter.size());
            }
        }
        return names;
    }

    private String piece(String name) {
        int index = pieces.indexOf(name);
        if (index < 0) {
            throw new IllegalStateException(name + " does not begin a piece of the parameter vector");
        }
        return "w[" + index + "]";
    }

    private String matrix(String name) {
        List<Integer> shape = layout.parameter(name).shape();
        return "torch.view(" + piece(name) + ", " + shape + ")";
    }

    private void line(String line) {
        text.append("  ").append(line).append('\n');
    }
}

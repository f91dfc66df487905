package org.assay.neural.djl;

import java.util.List;
import java.util.Locale;
import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.TransformerConfig;

/** Writes the attention of a block: projections and their control, rotation, pattern, output. */
final class AttentionScript {
    private final ScriptWriter out;
    private final TransformerConfig config;
    private final List<String> projections;
    private final int n;
    private final int h;

    AttentionScript(ScriptWriter out) {
        this.out = out;
        this.config = out.config();
        this.projections = ParameterLayout.projections(config);
        this.n = config.nHeads();
        this.h = config.dHead();
    }

    /** Reads the normalised residual {@code a} (B P, D), leaves the output of attention there. */
    void attention(String block) {
        int parts = projections.size();
        weights(block);
        out.line("  f = torch.mm(a, f)  # (B P, parts N H)");
        if (config.biases()) {
            out.line("  f = torch.add(f, " + out.piece(block + "attn.b_" + projections.get(0)) + ")");
        }
        if (config.batchNormedQk()) {
            batchNorm(block + "attn.bn_" + projections.get(0) + ".");
        }
        if (out.hooked()) {
            projectionHooks(block);
        }
        out.line("  f = torch.permute(torch.view(f, [B, P, " + parts + ", " + n + ", " + h
                + "]), [2, 0, 3, 1, 4])  # (parts, B, N, P, H)");
        out.line("  v = torch.reshape(torch.select(f, 0, " + (parts - 1) + "), [-1, P, " + h + "])  # (B N, P, H)");
        rotate(parts - 1);
        pattern(block);
        out.line("  z = torch.view(torch.bmm(a, v), [B, " + n + ", P, " + h + "])");
        out.line("  z = torch.reshape(torch.permute(z, [0, 2, 1, 3]), [-1, " + n * h + "])  # (B P, N H)");
        out.point(block + "attn.hook_z", "z");
        String output = "torch.view(" + out.piece(block + "attn.W_O") + ", [" + n * h + ", " + config.dModel() + "])";
        out.linear("a", "z", output, config.biases() ? out.piece(block + "attn.b_O") : "");
    }

    /** Leaves all projections in {@code f} as one matrix (D, parts N H). */
    private void weights(String block) {
        int parts = projections.size();
        out.line("  f = torch.view(" + out.piece(block + "attn.W_" + projections.get(0)) + ", [" + parts * n + ", "
                + config.dModel() + ", " + h + "])");
        out.line("  f = torch.reshape(torch.permute(f, [1, 0, 2]), [" + config.dModel() + ", -1])  # (D, parts N H)");
        if (!config.attn().control().reparametrises()) {
            return;
        }
        int columns = (parts - 1) * n * h;
        out.line("  q = torch.slice(f, 1, 0, " + columns + ", 1)");
        switch (config.attn().control()) {
            case SPECTRAL -> {
                out.line("  q = torch.permute(torch.view(q, [" + config.dModel() + ", " + (parts - 1) + ", " + n * h
                        + "]), [1, 0, 2])  # (queries and keys, D, N H)");
                out.line("  q = torch.div(q, torch.view(torch.select(torch.linalg_svdvals(q), 1, 0), [-1, 1, 1]))");
                out.line("  q = torch.reshape(torch.permute(q, [1, 0, 2]), [" + config.dModel() + ", -1])");
            }
            case WEIGHT_STANDARDISATION -> {
                out.line("  q = torch.sub(q, torch.mean(q, [0], True))");
                out.line("  q = torch.mul(q, torch.rsqrt(torch.add(torch.sum(torch.mul(q, q), [0], True), "
                        + config.eps() + ")))");
            }
            default -> throw new IllegalStateException(config.attn().control() + " reads its parameters as they are");
        }
        out.line("  f = torch.cat([q, torch.slice(f, 1, " + columns + ", " + parts * n * h + ", 1)], 1)");
    }

    /** Every feature of queries and keys to mean 0 and variance 1, then gain and offset. */
    private void batchNorm(String bn) {
        int columns = (projections.size() - 1) * n * h;
        out.line("  q = torch.slice(f, 1, 0, " + columns + ", 1)");
        if (out.training()) {
            out.line("  r = torch.mean(q, [0])");
            out.line("  _2 = torch.append(stats, torch.detach(r))");
            out.line("  q = torch.sub(q, r)");
            out.line("  r = torch.mean(torch.mul(q, q), [0])");
            out.line("  _3 = torch.append(stats, torch.detach(r))");
        } else {
            out.line("  q = torch.sub(q, " + out.piece(bn + "running_mean") + ")");
            out.line("  r = " + out.piece(bn + "running_var"));
        }
        out.line("  q = torch.mul(q, torch.mul(torch.rsqrt(torch.add(r, " + config.eps() + ")), " + out.piece(bn + "w")
                + "))");
        out.line("  q = torch.add(q, " + out.piece(bn + "b") + ")");
        out.line("  f = torch.cat([q, torch.slice(f, 1, " + columns + ", " + projections.size() * n * h + ", 1)], 1)");
    }

    private void projectionHooks(String block) {
        int width = n * h;
        String[] names = new String[projections.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = "f" + i;
            out.line("  " + names[i] + " = torch.slice(f, 1, " + i * width + ", " + (i + 1) * width + ", 1)");
            out.point(block + "attn.hook_" + projections.get(i).toLowerCase(Locale.ROOT), names[i]);
        }
        out.line("  f = torch.cat([" + String.join(", ", names) + "], 1)");
    }

    /** Rotates queries and keys, half-split: {@code (x1, x2) -> (x1 cos - x2 sin, x2 cos + x1 sin)}. */
    private void rotate(int queriesAndKeys) {
        out.line("  q = torch.slice(f, 0, 0, " + queriesAndKeys + ", 1)  # (queries and keys, B, N, P, H)");
        if (config.rotary()) {
            out.line("  q1 = torch.slice(q, 4, 0, " + h / 2 + ", 1)");
            out.line("  q2 = torch.slice(q, 4, " + h / 2 + ", " + h + ", 1)");
            out.line("  q = torch.cat([torch.sub(torch.mul(q1, c), torch.mul(q2, s)), "
                    + "torch.add(torch.mul(q2, c), torch.mul(q1, s))], 4)");
        }
        out.line("  q = torch.reshape(q, [" + queriesAndKeys + ", -1, P, " + h + "])  # (queries and keys, B N, P, H)");
    }

    /** Leaves the pattern (B N, P, P) in {@code a}; {@code m} is the mask of {@link TransformerConstants}. */
    private void pattern(String block) {
        String scores = "torch.bmm(torch.select(q, 0, 0), torch.transpose(torch.select(q, 0, 1), 1, 2))";
        switch (config.attention()) {
            case SOFTMAX -> {
                out.line("  a = torch.baddbmm(m, torch.select(q, 0, 0), torch.transpose(torch.select(q, 0, 1), 1, 2), "
                        + "beta=1., alpha=" + 1 / Math.sqrt(h) + ")");
                out.line("  a = torch.softmax(a, -1)  # m holds 0 on and below the diagonal, else -inf");
            }
            case BILINEAR -> {
                out.line("  a = " + scores);
                out.line("  b = torch.bmm(torch.select(q, 0, 2), torch.transpose(torch.select(q, 0, 3), 1, 2))");
                out.line("  a = torch.mul(torch.mul(a, m), b)  # m holds 1/H^2 on and below the diagonal, else 0");
            }
            case SQUARED -> {
                out.line("  a = " + scores);
                out.line("  a = torch.mul(torch.mul(a, m), a)  # m holds 1/H^2 on and below the diagonal, else 0");
            }
            case SQUARED_NORMALISED -> {
                out.line("  a = " + scores);
                out.line("  a = torch.mul(torch.mul(a, m), a)  # m holds 1/H^2 on and below the diagonal, else 0");
                out.line("  a = torch.div(a, torch.add(torch.sum(a, [-1], True), " + config.eps() + "))");
            }
            case CUBIC -> {
                out.line("  a = " + scores);
                out.line("  a = torch.mul(torch.mul(torch.mul(a, m), a), a)"
                        + "  # m holds 1/(H^1.5 sqrt(C)) on and below the diagonal, else 0");
            }
        }
        if (out.hooked()) {
            out.line("  if torch.eq(want, \"" + block + "attn.hook_pattern\"):");
            out.line("    _1 = torch.append(cache, torch.view(a, [B, " + n + ", P, P]))");
            out.line("  else:");
            out.line("    pass");
        }
    }
}

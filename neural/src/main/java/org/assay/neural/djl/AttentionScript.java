package org.assay.neural.djl;

import java.util.List;
import java.util.Locale;
import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.Attention;

/**
 * Writes the attention of a block: projections and their control, rotation, pattern, output.
 *
 * <p>Nothing looks inside here ({@link HookedAttentionScript} is for that), and what a step costs is passes over memory. So: all projections are cut from one product in
 * one go (each cut of its own would have a gradient as large as the whole, mostly zeros); softmax patterns are never written
 * out; and the two halves that RoPE rotates are interleaved by the order in which the weights are read, so that a rotation is one
 * complex product instead of six passes.
 */
final class AttentionScript {
    private final ScriptWriter out;
    private final TransformerConfig config;
    private final List<String> projections;
    private final List<String> names;
    private final int n;
    private final int h;

    AttentionScript(ScriptWriter out) {
        this.out = out;
        this.config = out.config();
        this.projections = ParameterLayout.projections(config);
        this.names =
                projections.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        this.n = config.nHeads();
        this.h = config.dHead();
    }

    /** Reads the normalised residual {@code a} (B P, D), leaves the output of attention there. */
    void attention(String block) {
        weights(block);
        String bias = config.biases() ? out.piece(block + "attn.b_" + projections.get(0)) : "";
        if (interleaved(out) && config.biases()) {
            bias = "torch.reshape(torch.transpose(torch.view(" + bias + ", [-1, 2, " + h / 2 + "]), 1, 2), [-1])";
        }
        out.linear("f", "a", "f", bias);
        if (config.batchNormedQk()) {
            batchNorm(block + "attn.bn_" + projections.get(0) + ".");
        }
        separate();
        if (config.attention() == Attention.SOFTMAX) {
            out.line("  z = torch.scaled_dot_product_attention(q, k, v, None, 0., True)  # (B, N, P, H)");
        } else {
            for (String name : names) {
                out.line("  " + name + " = torch.reshape(" + name + ", [-1, P, " + h + "])  # (B N, P, H)");
            }
            pattern(block);
            out.line("  z = torch.view(torch.bmm(a, v), [B, " + n + ", P, " + h + "])");
        }
        out.line("  z = torch.reshape(torch.transpose(z, 1, 2), [-1, " + n * h + "])  # (B P, N H)");
        out.line("  o = torch.view(" + out.piece(block + "attn.W_O") + ", [" + n * h + ", " + config.dModel() + "])");
        if (interleaved(out)) {
            out.line("  o = torch.view(o, [" + n + ", 2, " + h / 2 + ", " + config.dModel() + "])");
            out.line("  o = torch.reshape(torch.transpose(o, 1, 2), [" + n * h + ", " + config.dModel() + "])");
        }
        out.linear("a", "z", "o", config.biases() ? out.piece(block + "attn.b_O") : "");
    }

    /**
     * Whether the entries of every head are read in the order 0, H/2, 1, H/2+1, ..., so that the two that RoPE rotates together
     * lie side by side; {@code c} is then complex, cos + i sin. Batch statistics of queries and keys are kept in the order of
     * the layout.
     */
    static boolean interleaved(ScriptWriter out) {
        return out.config().rotary() && !out.hooked() && !out.config().batchNormedQk();
    }

    /** Leaves all projections in {@code f} as one matrix (D, parts N H). */
    void weights(String block) {
        int parts = projections.size();
        String piece = out.piece(block + "attn.W_" + projections.get(0));
        String heads = parts * n + ", " + config.dModel();
        String joined = interleaved(out)
                ? "torch.permute(torch.view(" + piece + ", [" + heads + ", 2, " + h / 2 + "]), [1, 0, 3, 2])"
                : "torch.permute(torch.view(" + piece + ", [" + heads + ", " + h + "]), [1, 0, 2])";
        out.line("  f = torch.reshape(" + joined + ", [" + config.dModel() + ", -1])  # (D, parts N H)");
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
    void batchNorm(String bn) {
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

    /** Takes {@code f} (B P, parts N H) apart into queries, keys and values, each (B, N, P, H), and rotates what RoPE rotates. */
    private void separate() {
        int parts = names.size();
        if (!config.rotary()) {
            out.line("  " + String.join(", ", names) + " = torch.unbind(torch.view(f, [B, P, " + parts + ", " + n + ", "
                    + h + "]), 2)");
            for (String name : names) {
                out.line("  " + name + " = torch.transpose(" + name + ", 1, 2)  # (B, N, P, H)");
            }
            return;
        }
        int queriesAndKeys = parts - 1;
        out.line("  f, v = torch.split_with_sizes(torch.view(f, [B, P, " + parts * n + ", " + h + "]), ["
                + queriesAndKeys * n + ", " + n + "], 2)");
        out.line("  v = torch.transpose(v, 1, 2)  # (B, N, P, H)");
        String shape = "[B, P, " + queriesAndKeys + ", " + n + ", ";
        if (interleaved(out)) {
            out.line("  f = torch.permute(torch.view(f, " + shape + h / 2 + ", 2]), [2, 0, 3, 1, 4, 5])");
            out.line(
                    "  f = torch.mul(torch.view_as_complex(torch.contiguous(f)), c)  # (queries and keys, B, N, P, H/2)");
            out.line("  f = torch.view(torch.view_as_real(f), [" + queriesAndKeys + ", B, " + n + ", P, " + h + "])");
        } else {
            out.line("  f = torch.permute(torch.view(f, " + shape + "2, " + h / 2 + "]), [2, 0, 3, 1, 4, 5])");
            out.line("  r1, r2 = torch.unbind(f, 4)  # (queries and keys, B, N, P, H/2)");
            out.line("  f = torch.cat([torch.sub(torch.mul(r1, c), torch.mul(r2, s)), "
                    + "torch.add(torch.mul(r2, c), torch.mul(r1, s))], 4)");
        }
        out.line("  " + String.join(", ", names.subList(0, queriesAndKeys)) + " = torch.unbind(f, 0)");
    }

    /**
     * Leaves the pattern (B N, P, P) in {@code a}; {@code m} is the mask of {@link TransformerConstants}, multiplied in place into
     * products that no gradient needs again.
     */
    private void pattern(String block) {
        String scores = product(0);
        switch (config.attention()) {
            case SOFTMAX -> throw new IllegalStateException("the pattern of a softmax is never written out");
            case BILINEAR -> {
                out.line("  a = " + scores);
                out.line("  b = " + product(2));
                out.line("  a = torch.mul_(torch.mul(a, b), m)  # m holds 1/H^2 on and below the diagonal, else 0");
            }
            case SQUARED -> {
                out.line("  a = " + scores);
                out.line("  a = torch.mul_(torch.mul(a, a), m)  # m holds 1/H^2 on and below the diagonal, else 0");
            }
            case SQUARED_NORMALISED -> {
                out.line("  a = " + scores);
                out.line("  a = torch.mul_(torch.mul(a, a), m)  # m holds 1/H^2 on and below the diagonal, else 0");
                out.line("  a = torch.div(a, torch.add(torch.sum(a, [-1], True), " + config.eps() + "))");
            }
            case CUBIC -> {
                out.line("  a = " + scores);
                out.line("  a = torch.mul_(torch.mul(torch.mul(a, a), a), m)"
                        + "  # m holds 1/(H^1.5 sqrt(C)) on and below the diagonal, else 0");
            }
        }
    }

    /** Of the query that is the projection at {@code index} with the key after it: (B N, P, P). */
    private String product(int index) {
        return "torch.bmm(" + names.get(index) + ", torch.transpose(" + names.get(index + 1) + ", 1, 2))";
    }
}

package org.assay.neural.djl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.TransformerConfig;

/** Writes the attention of a block: projections and their control, rotation, pattern, output. */
final class AttentionScript {
    private final ScriptWriter out;
    private final NormScript norms;
    private final TransformerConfig config;
    private final List<String> projections;
    private final int n;
    private final int h;

    AttentionScript(ScriptWriter out, NormScript norms) {
        this.out = out;
        this.norms = norms;
        this.config = out.config();
        this.projections = ParameterLayout.projections(config);
        this.n = config.nHeads();
        this.h = config.dHead();
    }

    /** Reads the normalised residual {@code a} (B P, D), leaves the output of attention there. */
    void attention(String block) {
        int parts = projections.size();
        weights(block);
        if (out.hooked()) {
            out.either(
                    "torch.__contains__(edits, \"split\")",
                    () -> headInputs(block),
                    () -> out.line("  g = torch.mm(a, f)"));
            out.line("  f = g  # (B P, parts N H)");
        } else {
            out.line("  f = torch.mm(a, f)  # (B P, parts N H)");
        }
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
        if (out.hooked() && config.rotary()) {
            rotationHooks(block);
        }
        out.line("  q = torch.reshape(q, [" + (parts - 1) + ", -1, P, " + h + "])  # (queries and keys, B N, P, H)");
        pattern(block);
        out.line("  z = torch.view(torch.bmm(a, v), [B, " + n + ", P, " + h + "])");
        out.line("  z = torch.reshape(torch.permute(z, [0, 2, 1, 3]), [-1, " + n * h + "])  # (B P, N H)");
        out.point(block + "attn.hook_z", "z");
        String output = "torch.view(" + out.piece(block + "attn.W_O") + ", [" + n * h + ", " + config.dModel() + "])";
        String bias = config.biases() ? out.piece(block + "attn.b_O") : "";
        if (out.hooked()) {
            out.either(
                    "self.touched(\"" + block + "attn.hook_result\", edits)",
                    () -> results(block, bias),
                    () -> out.linear("a", "z", output, bias));
        } else {
            out.linear("a", "z", output, bias);
        }
    }

    /** Leaves the projections (B P, parts N H) in {@code g}, each read by each head from a stream (B P, D) of its own. */
    private void headInputs(String block) {
        int d = config.dModel();
        out.line("  i = torch.contiguous(torch.expand(torch.unsqueeze(x, 1), [-1, " + n + ", -1]))  # (B P, N, D)");
        out.point(block + "hook_attn_in", "i");
        String[] names = new String[projections.size()];
        for (int part = 0; part < names.length; part++) {
            names[part] = "g" + part;
            out.line("  j = i");
            out.point(block + "hook_" + projections.get(part).toLowerCase(Locale.ROOT) + "_input", "j");
            norms.unseen("j", "j", block + "ln1.");
            out.line("  k = torch.view(torch.slice(f, 1, " + part * n * h + ", " + (part + 1) * n * h + ", 1), [" + d
                    + ", " + n + ", " + h + "])");
            out.line("  j = torch.bmm(torch.permute(j, [1, 0, 2]), torch.permute(k, [1, 0, 2]))  # (N, B P, H)");
            out.line("  " + names[part] + " = torch.reshape(torch.permute(j, [1, 0, 2]), [-1, " + n * h + "])");
        }
        out.line("  g = torch.cat([" + String.join(", ", names) + "], 1)");
    }

    /** Leaves the output in {@code a} as the sum of what each head writes. */
    private void results(String block, String bias) {
        int d = config.dModel();
        out.line("  r = torch.bmm(torch.permute(torch.view(z, [-1, " + n + ", " + h + "]), [1, 0, 2]), torch.view("
                + out.piece(block + "attn.W_O") + ", [" + n + ", " + h + ", " + d + "]))  # (N, B P, D)");
        out.line("  r = torch.reshape(torch.permute(r, [1, 0, 2]), [-1, " + n * d + "])  # (B P, N D)");
        out.point(block + "attn.hook_result", "r");
        String sum = "torch.sum(torch.view(r, [-1, " + n + ", " + d + "]), [1])";
        out.line("  a = " + (bias.isEmpty() ? sum : "torch.add(" + sum + ", " + bias + ")"));
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
    }

    /** Passes rotated queries and keys through their hook points, where one is asked for: it takes copies. */
    private void rotationHooks(String block) {
        List<String> names = new ArrayList<>();
        String touched = "";
        for (String projection : projections.subList(0, projections.size() - 1)) {
            String name = block + "attn.hook_rot_" + projection.toLowerCase(Locale.ROOT);
            String asked = "self.touched(\"" + name + "\", edits)";
            touched = names.isEmpty() ? asked : "torch.__or__(" + touched + ", " + asked + ")";
            names.add(name);
        }
        out.either(
                touched,
                () -> {
                    List<String> parts = new ArrayList<>();
                    for (int part = 0; part < names.size(); part++) {
                        out.line("  j = torch.permute(torch.select(q, 0, " + part + "), [0, 2, 1, 3])  # (B, P, N, H)");
                        out.line("  j = torch.reshape(j, [-1, " + n * h + "])");
                        out.point(names.get(part), "j");
                        out.line("  j" + part + " = torch.permute(torch.view(j, [B, P, " + n + ", " + h
                                + "]), [0, 2, 1, 3])");
                        parts.add("j" + part);
                    }
                    out.line("  g = torch.stack([" + String.join(", ", parts) + "], 0)");
                },
                () -> out.line("  g = q"));
        out.line("  q = g  # (queries and keys, B, N, P, H)");
    }

    /** Leaves the pattern (B N, P, P) in {@code a}; {@code m} is the mask of {@link TransformerConstants}. */
    private void pattern(String block) {
        if (out.hooked()) {
            seenPattern(block);
            out.point(block + "attn.hook_pattern", "a");
            return;
        }
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
    }

    /** The same with its scores as hook points, scaled and masked: the mask carries the scale of the whole pattern. */
    private void seenPattern(String block) {
        List<String> names = HookPoint.scores(config);
        for (int map = 0; map < names.size(); map++) {
            String scores = "torch.bmm(torch.select(q, 0, " + 2 * map + "), torch.transpose(torch.select(q, 0, "
                    + (2 * map + 1) + "), 1, 2))";
            String variable = map == 0 ? "a" : "b";
            out.line("  " + variable + " = " + scores);
            switch (config.attention()) {
                case SOFTMAX -> out.line("  a = torch.add(torch.mul(a, " + 1 / Math.sqrt(h) + "), m)");
                case BILINEAR, SQUARED, SQUARED_NORMALISED ->
                    out.line("  " + variable + " = torch.mul(torch.mul(" + variable + ", m), " + (double) h + ")");
                case CUBIC -> out.line("  a = torch.mul(torch.mul(a, m), " + h * Math.sqrt(config.nCtx()) + ")");
            }
            out.point(block + "attn." + names.get(map), variable);
        }
        switch (config.attention()) {
            case SOFTMAX -> out.line("  a = torch.softmax(a, -1)");
            case BILINEAR -> out.line("  a = torch.mul(a, b)");
            case SQUARED -> out.line("  a = torch.mul(a, a)");
            case SQUARED_NORMALISED -> {
                out.line("  a = torch.mul(a, a)");
                out.line("  a = torch.div(a, torch.add(torch.sum(a, [-1], True), " + config.eps() + "))");
            }
            case CUBIC ->
                out.line("  a = torch.mul(torch.mul(torch.mul(a, a), a), " + 1 / Math.sqrt(config.nCtx()) + ")");
        }
    }
}

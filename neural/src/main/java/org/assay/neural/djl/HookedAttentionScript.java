package org.assay.neural.djl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.TransformerConfig;

/**
 * Writes the attention of a block step by step, with all its hook points: inputs of heads, projections, rotations, scores,
 * patterns, what each head reads and writes. What takes copies is done only where it is asked for.
 */
final class HookedAttentionScript {
    private final ScriptWriter out;
    private final NormScript norms;
    private final AttentionScript plain;
    private final TransformerConfig config;
    private final List<String> projections;
    private final int n;
    private final int h;

    HookedAttentionScript(ScriptWriter out, NormScript norms, AttentionScript plain) {
        this.out = out;
        this.norms = norms;
        this.plain = plain;
        this.config = out.config();
        this.projections = ParameterLayout.projections(config).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        this.n = config.nHeads();
        this.h = config.dHead();
    }

    /** Reads the normalised residual {@code a} (B P, D), leaves the output of attention there. */
    void attention(String block) {
        plain.weights(block);
        out.either(
                "torch.__contains__(edits, \"split\")",
                () -> headInputs(block),
                () -> out.line("  g = torch.mm(a, f)"));
        out.line("  f = g  # (B P, parts N H)");
        String first = ParameterLayout.projections(config).get(0);
        if (config.biases()) {
            out.line("  f = torch.add(f, " + out.piece(block + "attn.b_" + first) + ")");
        }
        if (config.batchNormedQk()) {
            plain.batchNorm(block + "attn.bn_" + first + ".");
        }
        for (int part = 0; part < projections.size(); part++) {
            project(block, part);
        }
        pattern(block);
        out.point(block + "attn.hook_pattern", "a");
        out.line("  z = torch.view(torch.bmm(a, f" + (projections.size() - 1) + "), [B, " + n + ", P, " + h + "])");
        out.line("  z = torch.reshape(torch.permute(z, [0, 2, 1, 3]), [-1, " + n * h + "])  # (B P, N H)");
        out.point(block + "attn.hook_z", "z");
        String bias = config.biases() ? out.piece(block + "attn.b_O") : "";
        String output = "torch.view(" + out.piece(block + "attn.W_O") + ", [" + n * h + ", " + config.dModel() + "])";
        out.either(
                "self.touched(\"" + block + "attn.hook_result\", edits)",
                () -> results(block, bias),
                () -> out.linear("a", "z", output, bias));
    }

    /** Leaves the projections (B P, parts N H) in {@code g}, each read by each head from a stream (B P, D) of its own. */
    private void headInputs(String block) {
        out.line("  i = torch.contiguous(torch.expand(torch.unsqueeze(x, 1), [-1, " + n + ", -1]))  # (B P, N, D)");
        out.point(block + "hook_attn_in", "i");
        for (int part = 0; part < projections.size(); part++) {
            out.line("  j = torch.alias(i)  # a node of its own, so that it has a derivative of its own");
            out.point(block + "hook_" + projections.get(part) + "_input", "j");
            norms.unseen("j", "j", block + "ln1.");
            out.line("  k = torch.view(torch.slice(f, 1, " + part * n * h + ", " + (part + 1) * n * h + ", 1), ["
                    + config.dModel() + ", " + n + ", " + h + "])");
            out.line("  j = torch.bmm(torch.permute(j, [1, 0, 2]), torch.permute(k, [1, 0, 2]))  # (N, B P, H)");
            out.line("  g" + part + " = torch.reshape(torch.permute(j, [1, 0, 2]), [-1, " + n * h + "])");
        }
        String all = String.join(
                ", ",
                IntStream.range(0, projections.size()).mapToObj(i -> "g" + i).toList());
        out.line("  g = torch.cat([" + all + "], 1)");
    }

    /** Leaves one projection, rotated where it is a query or key, in {@code fPART}: (B N, P, H). */
    private void project(String block, int part) {
        String name = "f" + part;
        boolean rotated = config.rotary() && part < projections.size() - 1;
        out.line("  " + name + " = torch.slice(f, 1, " + part * n * h + ", " + (part + 1) * n * h + ", 1)");
        out.point(block + "attn.hook_" + projections.get(part), name);
        out.line("  " + name + " = torch.permute(torch.view(" + name + ", [B, P, " + n + ", " + h
                + "]), [0, 2, 1, 3])  # (B, N, P, H)");
        if (rotated) {
            rotate(block + "attn.hook_rot_" + projections.get(part), name);
        }
        out.line("  " + name + " = torch.reshape(" + name + ", [-1, P, " + h + "])  # (B N, P, H)");
    }

    /** Half-split: {@code (x1, x2) -> (x1 cos - x2 sin, x2 cos + x1 sin)}. */
    private void rotate(String hook, String name) {
        out.line("  j1 = torch.slice(" + name + ", 3, 0, " + h / 2 + ", 1)");
        out.line("  j2 = torch.slice(" + name + ", 3, " + h / 2 + ", " + h + ", 1)");
        out.line("  j = torch.cat([torch.sub(torch.mul(j1, c), torch.mul(j2, s)), "
                + "torch.add(torch.mul(j2, c), torch.mul(j1, s))], 3)");
        out.either(
                "self.touched(\"" + hook + "\", edits)",
                () -> {
                    out.line("  k = torch.reshape(torch.permute(j, [0, 2, 1, 3]), [-1, " + n * h + "])");
                    out.point(hook, "k");
                    out.line("  g = torch.permute(torch.view(k, [B, P, " + n + ", " + h + "]), [0, 2, 1, 3])");
                },
                () -> out.line("  g = j"));
        out.line("  " + name + " = g");
    }

    /** Leaves the pattern (B N, P, P) in {@code a}; scores are scaled and masked: the mask has the scale of the whole pattern. */
    private void pattern(String block) {
        List<String> names = HookPoint.scores(config);
        List<String> maps = new ArrayList<>(List.of("a", "b")).subList(0, names.size());
        for (int map = 0; map < maps.size(); map++) {
            String a = maps.get(map);
            out.line("  " + a + " = torch.bmm(f" + 2 * map + ", torch.transpose(f" + (2 * map + 1) + ", 1, 2))");
            switch (config.attention()) {
                case SOFTMAX -> out.line("  a = torch.add(torch.mul(a, " + 1 / Math.sqrt(h) + "), m)");
                case BILINEAR, SQUARED, SQUARED_NORMALISED ->
                    out.line("  " + a + " = torch.mul(torch.mul(" + a + ", m), " + (double) h + ")");
                case CUBIC -> out.line("  a = torch.mul(torch.mul(a, m), " + h * Math.sqrt(config.nCtx()) + ")");
            }
            out.point(block + "attn." + names.get(map), a);
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
}

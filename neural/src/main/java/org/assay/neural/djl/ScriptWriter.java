package org.assay.neural.djl;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.ParameterLayout.Parameter;
import org.assay.neural.transformer.TransformerConfig;

/**
 * The text of one method, as the parts of the forward pass write it line after line. They share the variables {@code x}, the
 * residual stream (B P, D); {@code a}, what a part reads and leaves; and {@code w}, the pieces of the flat parameters.
 */
final class ScriptWriter {
    /** Who runs the method, and what it passes besides the result. */
    enum Pass {
        /** At rest: nothing. */
        LEAN,
        /** At rest, every hook point through {@code self.hook}. */
        HOOKED,
        /** In training: batch statistics instead of running ones, appended to the list {@code stats} in their layout's order. */
        TRAINING
    }

    private final TransformerConfig config;
    private final Pass pass;
    private final ParameterLayout layout;
    private final List<String> pieces = new ArrayList<>();
    private final List<Integer> pieceSizes = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private String indent = "  ";

    ScriptWriter(TransformerConfig config, Pass pass) {
        this.config = config;
        this.pass = pass;
        this.layout = ParameterLayout.of(config);
        cut();
    }

    TransformerConfig config() {
        return config;
    }

    boolean hooked() {
        return pass == Pass.HOOKED;
    }

    boolean training() {
        return pass == Pass.TRAINING;
    }

    /** One line, indented as a member of the class. */
    void line(String line) {
        text.append(indent).append(line).append('\n');
    }

    /** What {@code lines} writes, under {@code if condition:}, and what {@code others} writes otherwise. */
    void either(String condition, Runnable lines, Runnable others) {
        line("  if " + condition + ":");
        String outer = indent;
        indent = outer + "  ";
        lines.run();
        indent = outer;
        line("  else:");
        indent = outer + "  ";
        others.run();
        indent = outer;
    }

    /** Passes {@code variable} through the hook where there are hooks. */
    void point(String name, String variable) {
        if (hooked()) {
            line("  " + variable + " = self.hook(\"" + name + "\", " + variable + ", " + AnalysisScript.HOOK_ARGUMENTS
                    + ")");
        }
    }

    /** {@code to = from matrix + bias}; an empty bias is none. */
    void linear(String to, String from, String matrix, String bias) {
        line("  " + to + " = "
                + (bias.isEmpty()
                        ? "torch.mm(" + from + ", " + matrix + ")"
                        : "torch.addmm(" + bias + ", " + from + ", " + matrix + ")"));
    }

    /** {@code w = the pieces of p}. */
    void splitParameters() {
        line("  w = torch.split_with_sizes(p, " + pieceSizes + ", 0)");
    }

    /** The flat piece that begins with tensor {@code name}. */
    String piece(String name) {
        int index = pieces.indexOf(name);
        if (index < 0) {
            throw new IllegalStateException(name + " does not begin a piece of the parameter vector");
        }
        return "w[" + index + "]";
    }

    /** A tensor that is a piece of its own, in its shape. */
    String matrix(String name) {
        return "torch.view(" + piece(name) + ", " + layout.parameter(name).shape() + ")";
    }

    String text() {
        return text.toString();
    }

    /**
     * The pieces that the flat vector is split into: tensors, but what lies side by side for the projections of a block is one
     * piece, under the name of the first.
     */
    private void cut() {
        List<String> joined = ParameterLayout.projections(config).stream()
                .skip(1)
                .flatMap(projection -> List.of(
                        ".attn.W_" + projection,
                        ".attn.b_" + projection,
                        ".attn.bn_" + projection + ".w",
                        ".attn.bn_" + projection + ".b",
                        ".attn.bn_" + projection + ".running_mean",
                        ".attn.bn_" + projection + ".running_var")
                        .stream())
                .collect(Collectors.toList());
        for (Parameter parameter : layout.parameters()) {
            if (joined.stream().anyMatch(parameter.name()::endsWith)) {
                int last = pieceSizes.size() - 1;
                pieceSizes.set(last, pieceSizes.get(last) + parameter.size());
            } else {
                pieces.add(parameter.name());
                pieceSizes.add(parameter.size());
            }
        }
    }
}

package org.assay.neural.djl;

import org.assay.neural.transformer.ResidualSpec.Mix;

/** Writes what a part of a block adds to the residual stream. */
final class ResidualScript {
    private final ScriptWriter out;

    ResidualScript(ScriptWriter out) {
        this.out = out;
    }

    /** {@code x = keep x + write a}; the hook point sees {@code write a}. */
    void write(String hook, Mix mix) {
        if (mix.write() != 1) {
            out.line("  a = torch.mul(a, " + mix.write() + ")");
        }
        out.point(hook, "a");
        if (mix.keep() != 1) {
            out.line("  x = torch.mul(x, " + mix.keep() + ")");
        }
        out.line("  x = " + (out.hooked() ? "torch.add(x, a)" : "torch.add_(a, x)")
                + "  # in place: no gradient needs a");
    }
}
